import { fewValues } from './fewValues.ts';
import { argsort } from './order.ts';

/** Rows and positives per score, highest score first; the rows of one entry are exchangeable. Counts are weighted. */
export interface ScoreTally {
  readonly score: Float64Array;
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}

/**
 * Counts rows and positives at each distinct score (−0 is 0). Rows of weight 0 are not there at all.
 *
 * The bytes of the result do not depend on the order of the rows, and for whole weights weight k equals k copies.
 *
 * @param scores without NaN. @param label 0 or 1. @param weight ≥ 0, by default 1.
 */
export function tallyScores(scores: Float64Array, label: Uint8Array, weight?: Float64Array): ScoreTally {
  const few = weight ? null : fewScores(scores, label);
  if (few) return few;
  const order = weight ? byScoreThenWeight(scores, weight) : argsort(scores, 'descending');
  const score = new Float64Array(order.length);
  const negatives = new Float64Array(order.length);
  const positives = new Float64Array(order.length);
  let last = -1;
  for (const i of order) {
    const w = weight ? weight[i]! : 1;
    if (w === 0) continue;
    if (last < 0 || scores[i]! !== score[last]!) score[++last] = scores[i]! + 0;
    const counts = label[i] === 1 ? positives : negatives;
    counts[last] = counts[last]! + w;
  }
  const size = last + 1;
  const rows = negatives.slice(0, size);
  for (let g = 0; g < size; g++) rows[g] = rows[g]! + positives[g]!;
  return { score: score.slice(0, size), rows, positives: positives.slice(0, size) };
}

/** The tally of scores of which only a few differ, counted without sorting them; null of others. */
function fewScores(scores: Float64Array, label: Uint8Array): ScoreTally | null {
  const score = fewValues(scores)?.reverse();
  if (!score) return null;
  const rows = new Float64Array(score.length);
  const positives = new Float64Array(score.length);
  let at = 0;
  for (let i = 0; i < scores.length; i++) {
    if (score[at] !== scores[i]) at = score.indexOf(scores[i]!);
    rows[at]! += 1;
    positives[at]! += label[i]!;
  }
  return { score, rows, positives };
}

/** Weights that are not whole add up to different bytes in different orders. */
function byScoreThenWeight(scores: Float64Array, weight: Float64Array): Int32Array {
  const byWeight = argsort(weight);
  const scoreByWeight = Float64Array.from(byWeight, (i) => scores[i]!);
  return argsort(scoreByWeight, 'descending').map((i) => byWeight[i]!);
}
