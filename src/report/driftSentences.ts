import type { Drift, Period } from '../evaluation/drift.ts';
import { counted, integer, percent } from '../text/format.ts';

/**
 * What the drift of the periods means, in plain words: first of the base rate, then of the calibration.
 *
 * @param noun what a period is, such as `origin`.
 */
export function driftSentences(
  drift: Drift,
  periods: readonly Pick<Period, 'baseRate'>[],
  noun: string,
): readonly string[] {
  const rates = periods.map(({ baseRate }) => baseRate.value);
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  const off = drift.off.filter(Boolean).length;
  const ends = `${percent(rates[0] ?? Number.NaN, 1)} at the first ${noun}, ${percent(rates.at(-1) ?? Number.NaN, 1)} at the last`;
  const span = `${percent(lowest, 1)} to ${percent(highest, 1)}`;
  const movement = {
    rising: `The base rate rises: ${ends}, beyond chance. A random split would hide this.`,
    falling: `The base rate falls: ${ends}, beyond chance. A random split would hide this.`,
    changing: `The base rate changes from ${noun} to ${noun} (${span}), beyond chance. A random split would hide this.`,
    steady: `The base rate is steady within chance or nearly so: ${span}.`,
    unknown: `Too few conversions tell whether the base rate moves: ${span}.`,
  }[drift.baseRate];
  const share = `off by a quarter or more, beyond chance, at ${integer(off)} of ${counted(periods.length, noun)}`;
  return [
    movement,
    drift.calibrationFails
      ? `Calibration fails: the probabilities of dates to come are ${share}.`
      : `Calibration holds: the probabilities are ${share}.`,
  ];
}
