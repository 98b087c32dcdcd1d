import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { checkProbabilities } from './checkRows.ts';
import { equalMassBins } from './equalMassBins.ts';
import type { ReliabilityBin } from './evaluation.ts';
import { wilson } from './wilson.ts';

/**
 * The reliability diagram: up to 15 bins of equal mass by default, those of `ece`, lowest probabilities first, each with the share of
 * positives and its Wilson interval (which takes rows as independent).
 *
 * @param level of the intervals, within (0, 1). @param bins how many at most, by default 15.
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function reliability(
  probabilities: Float64Array,
  label: Uint8Array,
  level = 0.95,
  bins?: number,
): ReliabilityBin[] {
  checkProbabilities(probabilities, label);
  return reliabilityOf(tallyScores(probabilities, label), level, bins);
}

/** `reliability` of a tally of distinct probabilities, unweighted. */
export function reliabilityOf(tally: ScoreTally, level: number, bins?: number): ReliabilityBin[] {
  return equalMassBins(tally, bins).map(({ rows, positives, meanScore }) => ({
    rows,
    meanPredicted: meanScore,
    observed: positives / rows,
    ...wilson(positives, rows, level),
  }));
}
