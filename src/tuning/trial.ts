import { differenceOf, type RunningTrial } from './runningTrial.ts';
import { type TunedFamily, tunedFamilies } from './settings.ts';

/** One trial of a family's settings, and what became of it. */
export interface Trial {
  /** 1 for the first of the search, of whichever family. */
  readonly number: number;
  readonly family: TunedFamily;
  readonly settings: Readonly<Record<string, number>>;
  readonly isDefault: boolean;
  /** Of the parts of the training dates there are to be judged on, how many it was. */
  readonly judged: number;
  readonly of: number;
  /** Per row of those parts, of probabilities calibrated on other units' rows. */
  readonly logLoss: number;
  /** Its log loss minus that of the family's defaults on the same rows, below 0 where it is better; absent of the defaults. */
  readonly difference?: { readonly value: number; readonly error: number };
  readonly end: 'chosen' | 'finished' | 'stopped' | 'out of time';
}

/** The best of many trials beats the defaults by one or two standard errors by luck alone. */
const clearly = 2;

/**
 * What became of all trials: of each family one is chosen, the best if it beats the defaults by more than two standard errors,
 * else the defaults. Where even these ran out of time, none is.
 *
 * @param units number of the unit of each row of each rung.
 */
export function trialsOf(trials: readonly RunningTrial[], units: readonly Int32Array[]): readonly Trial[] {
  const chosen = new Map(tunedFamilies.map((family) => [family, chosenOf(trials, family, units)]));
  return trials.map((trial): Trial => {
    const { number, family, settings, isDefault, rowLosses, meanLosses } = trial;
    const winner = chosen.get(family);
    const defaults = trials.find((other) => other.family === family)!;
    return {
      number,
      family,
      settings: { ...settings },
      isDefault,
      judged: rowLosses.length,
      of: units.length,
      logLoss: meanLosses.at(-1)!,
      ...(isDefault ? {} : { difference: differenceOf(trial, defaults, units) }),
      end: trial === winner ? 'chosen' : trial.end,
    };
  });
}

function chosenOf(
  trials: readonly RunningTrial[],
  family: TunedFamily,
  units: readonly Int32Array[],
): RunningTrial | undefined {
  const finished = trials.filter((trial) => trial.family === family && trial.end === 'finished');
  const [defaults] = finished;
  if (!defaults) return undefined;
  const best = finished.reduce((least, other) => (other.meanLosses.at(-1)! < least.meanLosses.at(-1)! ? other : least));
  const { value, error } = differenceOf(best, defaults, units);
  return -value > clearly * error ? best : defaults;
}
