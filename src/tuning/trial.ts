import { type Attempt, differenceOf } from './attempt.ts';
import { type TunedFamily, tunedFamilies } from './settings.ts';

/** One try of a family's settings, and what became of it. */
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
  /** Why it ended so, in words. */
  readonly why: string;
}

/** The best of many tries beats the defaults by one or two standard errors by luck alone. */
const clearly = 2;

/**
 * What became of all attempts: of each family one is chosen, the best if it beats the defaults by more than two standard errors,
 * else the defaults. Where even these ran out of time, none is.
 *
 * @param units number of the unit of each row of each rung.
 */
export function trialsOf(attempts: readonly Attempt[], units: readonly Int32Array[]): readonly Trial[] {
  const chosen = new Map(tunedFamilies.map((family) => [family, chosenOf(attempts, family, units)]));
  return attempts.map((attempt): Trial => {
    const { number, family, settings, isDefault, costs, losses } = attempt;
    const winner = chosen.get(family);
    const defaults = attempts.find((other) => other.family === family)!;
    return {
      number,
      family,
      settings: { ...settings },
      isDefault,
      judged: costs.length,
      of: units.length,
      logLoss: losses.at(-1)!,
      ...(isDefault ? {} : { difference: differenceOf(attempt, defaults, units) }),
      end: attempt === winner ? 'chosen' : attempt.end,
      why: whyOf(attempt, winner),
    };
  });
}

function chosenOf(
  attempts: readonly Attempt[],
  family: TunedFamily,
  units: readonly Int32Array[],
): Attempt | undefined {
  const finished = attempts.filter((attempt) => attempt.family === family && attempt.end === 'finished');
  const [defaults] = finished;
  if (!defaults) return undefined;
  const best = finished.reduce((least, other) => (other.losses.at(-1)! < least.losses.at(-1)! ? other : least));
  const { value, error } = differenceOf(best, defaults, units);
  return -value > clearly * error ? best : defaults;
}

function whyOf(attempt: Attempt, winner: Attempt | undefined): string {
  if (attempt.end === 'out of time') return 'the time was over';
  if (attempt.end === 'stopped') return 'not among the best third of its family so far';
  if (attempt !== winner)
    return winner?.isDefault ? 'not clearly better than the defaults' : `trial ${winner?.number} did better`;
  return attempt.isDefault
    ? 'no other was better by more than two standard errors'
    : 'better than the defaults by more than two standard errors';
}
