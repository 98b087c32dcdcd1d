import { denseRank } from '../numeric/denseRank.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate } from './evaluation.ts';

/** What comes of taking every row from a probability on, and no other. */
export interface Confusion {
  /** Least probability of a row that is taken. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Sum of the probabilities of those taken. */
  readonly expected: number;
  /** Share of positives among those taken; NaN where none is. */
  readonly precision: Estimate;
  /** Share of the positives that is taken; NaN without positives. */
  readonly recall: Estimate;
}

/**
 * The confusion matrix at a threshold; precision and recall with bootstrap intervals clustered by unit, the threshold held fixed.
 *
 * @param threshold rows of at least this probability are taken.
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function confusionAt(
  { probabilities, label, unit }: Omit<EvaluationInput, 'tieOrder'>,
  threshold: number,
  options: BootstrapOptions,
): Confusion {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  const { rank, count } = denseRank(unit);
  const taken = new Float64Array(count);
  const found = new Float64Array(count);
  const positives = new Float64Array(count);
  let expected = 0;
  for (const [row, u] of rank.entries()) {
    positives[u]! += label[row]!;
    if (probabilities[row]! < threshold) continue;
    taken[u]! += 1;
    found[u]! += label[row]!;
    expected += probabilities[row]!;
  }
  const [precision, recall] = bootstrapIntervals(
    count,
    (copies) => {
      const hits = weighted(found, copies);
      return [hits / weighted(taken, copies), hits / weighted(positives, copies)];
    },
    options,
  );
  const truePositives = total(found);
  const falsePositives = total(taken) - truePositives;
  const falseNegatives = total(positives) - truePositives;
  return {
    ...{ threshold, truePositives, falsePositives, falseNegatives, expected },
    trueNegatives: probabilities.length - truePositives - falsePositives - falseNegatives,
    precision: estimate(truePositives / total(taken), precision!),
    recall: estimate(truePositives / total(positives), recall!),
  };
}

function weighted(values: Float64Array, copies: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < values.length; u++) sum += copies[u]! * values[u]!;
  return sum;
}
