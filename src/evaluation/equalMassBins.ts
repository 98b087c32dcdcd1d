import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';

/** Rows, positives and the mean score of one bin. */
interface MassBin {
  readonly rows: number;
  readonly positives: number;
  readonly meanScore: number;
}

/** How many bins the expected calibration error and the reliability diagram have. */
const massBins = 15;

/**
 * Up to `massBins` bins of equally many rows, lowest scores first; without the empty ones.
 *
 * A score belongs to the bin into which the middle of its rows falls: with m rows below, r rows at the score and n rows in
 * all, bin ⌊15 (m + r/2) / n⌋. Tied rows so stay together, whatever their order, and bins with ties may be
 * larger than others; without ties they differ by at most one row.
 */
export function equalMassBins(tally: ScoreTally): MassBin[] {
  const { score, rows, positives } = tally;
  const n = total(rows);
  const sums = Array.from({ length: massBins }, () => ({ rows: 0, positives: 0, score: 0 }));
  let below = 0;
  for (let g = score.length - 1; g >= 0; g--) {
    const count = rows[g]!;
    if (count === 0) continue;
    const bin = sums[Math.min(massBins - 1, Math.floor((massBins * (2 * below + count)) / (2 * n)))]!;
    below += count;
    bin.rows += count;
    bin.positives += positives[g]!;
    bin.score += count * score[g]!;
  }
  return sums
    .filter((bin) => bin.rows > 0)
    .map((bin) => ({ rows: bin.rows, positives: bin.positives, meanScore: bin.score / bin.rows }));
}
