import { argsort } from '../numeric/order.ts';
import type { ScoreTally } from '../numeric/scoreTally.ts';
import { take } from '../numeric/take.ts';

/**
 * Rows in the order of their rank: score descending, then `order` ascending. Rows equal in both are exchangeable and share
 * one entry; without `order`, so do all rows of one score.
 */
interface RankedRows {
  /** Row numbers, best first. */
  readonly row: Int32Array;
  /** The entry of each row of `row`; entries are numbered from the best. */
  readonly entry: Int32Array;
  /** The score of each entry (−0 is 0). */
  readonly score: Float64Array;
}

/** Ranks rows. @param scores without NaN. @param order a key per row that breaks ties, smaller first. */
export function rankRows(scores: Float64Array, order?: Int32Array): RankedRows {
  const byOrder = order ? argsort(Float64Array.from(order)) : undefined;
  const row = byOrder
    ? argsort(
        Float64Array.from(byOrder, (i) => scores[i]!),
        'descending',
      ).map((i) => byOrder[i]!)
    : argsort(scores, 'descending');
  const entry = new Int32Array(row.length);
  const score = new Float64Array(row.length);
  let last = -1;
  for (let position = 0; position < row.length; position++) {
    const i = row[position]!;
    const before = row[position - 1];
    const shared = before !== undefined && scores[before] === scores[i] && order?.[before] === order?.[i];
    if (!shared) score[++last] = scores[i]! + 0;
    entry[position] = last;
  }
  return { row, entry, score: score.slice(0, last + 1) };
}

/** The same ranking in at most so many entries, of neighbours taken together under their mean score; as it is where it has no more. */
export function coarseRanks(ranked: RankedRows, most: number): RankedRows {
  const { row, entry, score } = ranked;
  if (score.length <= most) return ranked;
  const sums = new Float64Array(most);
  const counts = new Float64Array(most);
  const coarse = entry.map((at) => Math.floor((at * most) / score.length));
  coarse.forEach((to, position) => {
    sums[to]! += score[entry[position]!]!;
    counts[to]! += 1;
  });
  return { row, entry: coarse, score: sums.map((sum, at) => sum / counts[at]!) };
}

/** Rows and positives per entry of the ranking; scores may repeat. */
export function tallyRanks({ row, entry, score }: RankedRows, label: Uint8Array): ScoreTally {
  const rows = new Float64Array(score.length);
  const positives = new Float64Array(score.length);
  for (let position = 0; position < row.length; position++) {
    const e = entry[position]!;
    rows[e] = rows[e]! + 1;
    positives[e] = positives[e]! + label[row[position]!]!;
  }
  return { score, rows, positives };
}

/**
 * The tally by ranks of resamples: each row counts as often as its unit was drawn. A tally is valid until the next one is asked for.
 *
 * @param best how many of the best rows of a resample are asked about: entries below those that hold them are left out.
 */
export function tallyResamples(
  { row, entry, score }: RankedRows,
  label: Uint8Array,
  unit: Int32Array,
  best = Number.POSITIVE_INFINITY,
): (copies: Float64Array) => ScoreTally {
  // By rank, so that each is read in order.
  const labels = take(label, row);
  const units = take(unit, row);
  const rows = new Float64Array(score.length);
  const positives = new Float64Array(score.length);
  let entries = 0;
  return (copies) => {
    rows.fill(0, 0, entries);
    positives.fill(0, 0, entries);
    let above = 0;
    entries = 0;
    for (let position = 0; position < entry.length; position++) {
      const e = entry[position]!;
      if (e === entries) {
        if (above >= best) break;
        entries = e + 1;
      }
      const count = copies[units[position]!]!;
      above += count;
      rows[e] = rows[e]! + count;
      positives[e] = positives[e]! + count * labels[position]!;
    }
    return {
      score: score.subarray(0, entries),
      rows: rows.subarray(0, entries),
      positives: positives.subarray(0, entries),
    };
  };
}

/** The tally by score alone: entries of equal score, which lie side by side, added up. */
export function mergeTies({ score, rows, positives }: ScoreTally): ScoreTally {
  const merged = {
    score: score.slice(),
    rows: new Float64Array(score.length),
    positives: new Float64Array(score.length),
  };
  let last = -1;
  for (let g = 0; g < score.length; g++) {
    if (last < 0 || score[g] !== merged.score[last]) merged.score[++last] = score[g]!;
    merged.rows[last] = merged.rows[last]! + rows[g]!;
    merged.positives[last] = merged.positives[last]! + positives[g]!;
  }
  return {
    score: merged.score.subarray(0, last + 1),
    rows: merged.rows.subarray(0, last + 1),
    positives: merged.positives.subarray(0, last + 1),
  };
}
