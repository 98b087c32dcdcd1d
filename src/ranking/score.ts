import { HandraiseError } from '../errors.ts';
import { firstAfter, firstAtOrAfter } from '../numeric/search.ts';

/**
 * Score of a probability: its percentile within the champion's reference population, 0 to 100.
 *
 * The mid-distribution percentile 100 × (below + tied / 2) / n, rounded down to a whole number:
 * rows that share a probability share the middle of the span they fill, so a model that gives
 * everybody the same probability scores everybody 50; 0 is below and 100 above the whole
 * reference. It never falls where the probability rises, and stays the same for the same
 * probability for as long as the champion does.
 *
 * @param reference ascending probabilities, such as those of `referenceQuantiles`.
 * @throws HandraiseError `artefact` when the reference is empty.
 */
export function scoreOf(probability: number, reference: Float64Array): number {
  if (reference.length === 0)
    throw new HandraiseError('artefact', 'the model has no reference population to score by', {
      hint: 'it was trained before there were any; train again',
    });
  const below = firstAtOrAfter(reference, probability);
  const upTo = firstAfter(reference, probability);
  return Math.floor((100 * (below + upTo)) / (2 * reference.length));
}
