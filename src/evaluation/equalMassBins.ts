import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';

/** Rows, positives and the mean score of one bin. */
interface MassBin {
  readonly rows: number;
  readonly positives: number;
  readonly meanScore: number;
}

/** How many bins the expected calibration error and the reliability diagram of all rows have. */
const massBins = 15;

/**
 * Up to `count` bins of equally many rows, lowest scores first; without the empty ones.
 *
 * A score belongs to the bin into which the middle of its rows falls: with m rows below, r rows at the score and n rows in
 * all, bin ⌊count (m + r/2) / n⌋. Tied rows so stay together, whatever their order, and bins with ties may be
 * larger than others; without ties they differ by at most one row.
 */
export function equalMassBins(tally: ScoreTally, count = massBins): MassBin[] {
  const { score, rows, positives } = tally;
  const n = total(rows);
  const sums = Array.from({ length: count }, () => ({ rows: 0, positives: 0, score: 0 }));
  let below = 0;
  for (let g = score.length - 1; g >= 0; g--) {
    const entry = rows[g]!;
    if (entry === 0) continue;
    const bin = sums[Math.min(count - 1, Math.floor((count * (2 * below + entry)) / (2 * n)))]!;
    below += entry;
    bin.rows += entry;
    bin.positives += positives[g]!;
    bin.score += entry * score[g]!;
  }
  return sums
    .filter((bin) => bin.rows > 0)
    .map((bin) => ({ rows: bin.rows, positives: bin.positives, meanScore: bin.score / bin.rows }));
}
