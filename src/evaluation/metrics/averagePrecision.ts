import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { total } from '../../numeric/total.ts';
import { checkScores } from '../checkRows.ts';
import type { Metric } from './metric.ts';

/**
 * Average precision: the sum over distinct scores, best first, of the recall gained times the precision reached.
 *
 * As scikit-learn's average_precision_score: no interpolation, tied rows enter together. NaN when there is no positive.
 *
 * @param scores one per row, the higher the likelier: probabilities, margins or any other that order rows so
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, scores that are NaN, or weights that are negative, not finite or all 0.
 * @example
 * averagePrecision(Float64Array.of(0.9, 0.8, 0.7), Uint8Array.of(1, 0, 1)) // (1 / 1 + 2 / 3) / 2
 */
export function averagePrecision(scores: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkScores(scores, label, weight);
  return averagePrecisionOf(tallyScores(scores, label, weight));
}

/** `averagePrecision` of a tally whose scores are distinct. */
export function averagePrecisionOf({ rows, positives }: ScoreTally): number {
  let sum = 0;
  let rowsAbove = 0;
  let positivesAbove = 0;
  for (let g = 0; g < rows.length; g++) {
    rowsAbove += rows[g]!;
    positivesAbove += positives[g]!;
    if (positives[g]! > 0) sum += (positives[g]! * positivesAbove) / rowsAbove;
  }
  return sum / total(positives);
}

/** The record of the average precision. */
export const averagePrecisionMetric: Metric<'averagePrecision'> = {
  name: 'averagePrecision',
  title: 'average precision',
  meaning: 'ranking near the top',
  definition:
    'Σ (recall gained) × (precision reached) over distinct scores, best first; tied rows enter together, nothing is interpolated',
  scikitLearn: 'average_precision_score',
  best: 'highest',
  range: [0, 1],
  digits: 3,
  needs: { scores: 'order', labels: 'positives' },
  compute: () => averagePrecisionOf,
};
