import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';
import { checkLength, checkScores } from './checkRows.ts';
import type { GainPoint } from './evaluation.ts';
import { positivesAbove } from './positivesAbove.ts';
import { rankRows, tallyRanks } from './rankTally.ts';

const points = 100;

/**
 * Cumulative gains and lift at 1%, 2%, … 100% of the rows, best first; (0, 0) is not among the points. NaN when there is no
 * positive.
 *
 * @param order breaks ties as in `liftAtK`.
 * @throws HandraiseError `data`, see `checkScores`.
 */
export function gains(scores: Float64Array, label: Uint8Array, order?: Int32Array): GainPoint[] {
  checkScores(scores, label);
  if (order) checkLength('tie-breaking keys', order, scores);
  return gainsOf(tallyRanks(rankRows(scores, order), label));
}

/** `gains` of a tally by rank. */
export function gainsOf(tally: ScoreTally): GainPoint[] {
  const n = total(tally.rows);
  const positives = total(tally.positives);
  const counts = Array.from({ length: points }, (_, i) => ((i + 1) * n) / points);
  return positivesAbove(tally, counts).map((found, i) => {
    const share = (i + 1) / points;
    const gain = found / positives;
    return { share, gain, lift: gain / share };
  });
}
