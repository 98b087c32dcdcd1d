import { logFactorial, normalQuantile } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import type { Estimate } from './evaluation.ts';

/** How a model did on the rows of one period, in the order of time. */
export interface Period {
  /** Share of positives; its interval tells chance from change. */
  readonly baseRate: Estimate;
  /** Mean probability of the same rows. */
  readonly meanPredicted: number;
  readonly calibrationSlope: Estimate;
}

/** Whether the world moved while the model was judged. */
export interface Drift {
  /** `changing` where base rates differ without a direction; `unknown` with fewer than two periods whose rate has an interval. */
  readonly baseRate: 'steady' | 'rising' | 'falling' | 'changing' | 'unknown';
  /** The highest base rate over the lowest. */
  readonly ratio: number;
  /**
   * Per period whether its calibration is off, beyond chance and by a quarter or more: the mean probability lies outside the base rate's
   * interval and is at least 1.25 times above or below it, or 1 lies outside the slope's interval and the slope outside [0.8, 1.25].
   */
  readonly off: readonly boolean[];
  /** More periods are off than chance leaves: fewer than 1 in 20 times would right probabilities give as many. */
  readonly calibrationFails: boolean;
}

/** Chance that rates which are the same are called different. */
const falseAlarm = 0.001;
/**
 * A rate that moves by less than a quarter is not worth a warning, however many rows show it; nor is calibration that is off by less, for
 * the rows that a model is calibrated on are a sample too, of which the intervals know nothing.
 */
const smallestRatio = 1.25;
/** Chance that a right period is off by either of two 95% intervals. */
const offByChance = 0.1;

/**
 * Tells drift from chance over the periods of a back-test.
 *
 * Base rates: Cochran's Q of rates weighted by their intervals against chi-square with one degree fewer than there are periods (by Wilson and
 * Hilferty 1931, PNAS 17, 684–688), at 0.001, and a ratio of at least 1.25 of the highest to the lowest. It has a direction where
 * the weighted line through the rates has the same sign beyond chance and ends at least 1.25 times above or below its beginning.
 * Cochran (1954), Biometrics 10, 101–129.
 */
export function driftOf(periods: readonly Period[]): Drift {
  const off = periods.map(({ baseRate, meanPredicted, calibrationSlope }) => {
    const isOff = (right: number, { value, low, high }: Estimate) =>
      (right < low || right > high) && Math.max(right / value, value / right) >= smallestRatio;
    return isOff(meanPredicted, baseRate) || isOff(1, calibrationSlope);
  });
  const rates = periods.map(({ baseRate }) => baseRate.value);
  return {
    baseRate: movement(periods.map(({ baseRate }) => baseRate)),
    ratio: Math.max(...rates) / Math.min(...rates),
    off,
    calibrationFails: probabilityOfAtLeast(off.filter(Boolean).length, off.length) < 0.05,
  };
}

function movement(rates: readonly Estimate[]): Drift['baseRate'] {
  const points = rates
    .map(({ value, low, high }, time) => ({ time, value, error: (high - low) / (2 * normalQuantile(0.975)) }))
    .filter(({ error }) => error > 0);
  if (points.length < 2) return 'unknown';
  const weights = Float64Array.from(points, ({ error }) => error ** -2);
  const sum = (of: (point: (typeof points)[number]) => number) =>
    total(weights.map((weight, i) => weight * of(points[i]!)));
  const all = total(weights);
  const mean = sum(({ value }) => value) / all;
  const q = sum(({ value }) => (value - mean) ** 2);
  const values = points.map(({ value }) => value);
  const differs = chiSquareExceeds(q, points.length - 1) && Math.max(...values) >= smallestRatio * Math.min(...values);
  if (!differs) return 'steady';
  const middle = sum(({ time }) => time) / all;
  const spread = sum(({ time }) => (time - middle) ** 2);
  const slope = sum(({ time, value }) => (time - middle) * (value - mean)) / spread;
  const isBeyondChance = Math.abs(slope) * Math.sqrt(spread) > normalQuantile(1 - falseAlarm / 2);
  const at = (time: number) => mean + slope * (time - middle);
  const [first, last] = [at(points[0]!.time), at(points.at(-1)!.time)];
  if (isBeyondChance && last >= smallestRatio * first) return 'rising';
  return isBeyondChance && first >= smallestRatio * last ? 'falling' : 'changing';
}

function chiSquareExceeds(q: number, degrees: number): boolean {
  const ninth = 2 / (9 * degrees);
  return (Math.cbrt(q / degrees) - (1 - ninth)) / Math.sqrt(ninth) > normalQuantile(1 - falseAlarm);
}

/** Chance that at least so many of `periods` are off although every one is right. */
function probabilityOfAtLeast(count: number, periods: number): number {
  let probability = 0;
  for (let m = count; m <= periods; m++)
    probability += Math.exp(
      logFactorial(periods) -
        logFactorial(m) -
        logFactorial(periods - m) +
        m * Math.log(offByChance) +
        (periods - m) * Math.log1p(-offByChance),
    );
  return probability;
}
