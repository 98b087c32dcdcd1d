import { HandraiseError } from '../errors.ts';
import { Random } from '../numeric/random.ts';

/** How intervals are drawn. */
export interface BootstrapOptions {
  readonly seed: number;
  /** How many resamples, by default 200. */
  readonly resamples?: number;
  /** Level of the intervals, by default 0.95. */
  readonly level?: number;
}

/** Units that are drawn before they are counted. */
const drawnAtOnce = 4096;

/** A percentile interval, and how many resamples left the statistic undefined and did not count. */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
  readonly skipped: number;
}

/**
 * Percentile intervals of several statistics by the clustered bootstrap: each resample draws as many units as there are,
 * with replacement, and takes all rows of a unit as often as it was drawn.
 *
 * The draws depend on the seed and the number of units only, so intervals from equal seeds on the same units are paired.
 * The ends are the values at the positions α(R + 1) and (1 − α)(R + 1) of the R that are sorted: quantiles that interpolate
 * over R − 1 gaps would leave out 3% rather than 2.5% on either side at R = 200.
 * A statistic that is not finite in a resample is skipped there. Both ends are NaN with fewer than two units or
 * fewer than two defined resamples. Davison and Hinkley (1997), Bootstrap methods and their application, 5.3.1 and 3.8.
 *
 * @param units how many units there are
 * @param statistics the values of the statistics, given how often each unit was drawn
 * @param options the seed, how many resamples, and the level of the intervals
 * @throws HandraiseError `config` for resamples that are not a positive whole number or a level outside (0, 1).
 * @example
 * const sizes = Float64Array.of(4, 8, 6, 2);
 * const mean = (copies: Float64Array) => [copies.reduce((sum, times, unit) => sum + times * sizes[unit]!, 0) / 4];
 * const [interval] = bootstrapIntervals(4, mean, { seed: 1 });
 * interval!.low < 5 && interval!.high > 5 // true
 */
export function bootstrapIntervals(
  units: number,
  statistics: (copies: Float64Array) => readonly number[],
  { seed, resamples = 200, level = 0.95 }: BootstrapOptions,
): BootstrapInterval[] {
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    throw new HandraiseError('config', `${resamples} is not a number of bootstrap resamples`);
  if (!(level > 0 && level < 1)) throw new HandraiseError('config', `${level} is not a level of confidence`);
  const random = new Random(seed).fork('bootstrap');
  const copies = new Float64Array(units);
  const counts = new Uint8Array(units);
  const some = new Int32Array(Math.min(units, drawnAtOnce));
  const drawn: (readonly number[])[] = [];
  for (let r = 0; r < resamples; r++) {
    counts.fill(0);
    for (let u = 0; u < units; u += some.length) {
      const draws = some.subarray(0, Math.min(some.length, units - u));
      random.integers(units, draws);
      count(draws, counts);
    }
    copies.set(counts);
    drawn.push(statistics(copies));
  }
  return drawn[0]!.map((_, s) => {
    const values = Float64Array.from(drawn, (values) => values[s]!).filter(Number.isFinite);
    return percentileInterval(values, units, resamples, level);
  });
}

// Bytes, of which more fit into a processor's cache than of doubles: a unit is never drawn so often that one overflows, for the chance is less than 1 in 256!.
function count(draws: Int32Array, counts: Uint8Array): void {
  for (let i = 0; i < draws.length; i++) counts[draws[i]!]! += 1;
}

function percentileInterval(values: Float64Array, units: number, resamples: number, level: number): BootstrapInterval {
  const skipped = resamples - values.length;
  if (units < 2 || values.length < 2) return { low: Number.NaN, high: Number.NaN, skipped };
  values.sort();
  return { low: orderStatistic(values, (1 - level) / 2), high: orderStatistic(values, (1 + level) / 2), skipped };
}

/** Ascending values at position share · (n + 1), the first being 1; in between, straight lines; the ends beyond them. */
function orderStatistic(sorted: Float64Array, share: number): number {
  const position = Math.min(sorted.length, Math.max(1, share * (sorted.length + 1)));
  const below = Math.floor(position);
  const low = sorted[below - 1]!;
  const high = sorted[below] ?? low;
  return low === high ? low : low + (position - below) * (high - low);
}
