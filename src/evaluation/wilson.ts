import { normalQuantile } from '../numeric/special.ts';

/**
 * Wilson's score interval for a share of independent rows. Wilson (1927), JASA 22, 209–212.
 *
 * @param positives within [0, rows]. @param rows > 0. @param level within (0, 1).
 * @example wilson(1, 10, 0.95) // { low: 0.0178…, high: 0.4041… }
 */
export function wilson(positives: number, rows: number, level: number): { low: number; high: number } {
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const share = positives / rows;
  const centre = (share + z2 / (2 * rows)) / (1 + z2 / rows);
  const half = Math.sqrt((share * (1 - share)) / rows + z2 / (4 * rows * rows)) * (Math.sqrt(z2) / (1 + z2 / rows));
  // At 0 and at all positives the interval ends exactly there; rounding would overshoot.
  return {
    low: positives === 0 ? 0 : Math.max(0, centre - half),
    high: positives === rows ? 1 : Math.min(1, centre + half),
  };
}
