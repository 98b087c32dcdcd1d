import { type RunningTrial, withLosses } from './runningTrial.ts';
import { settingsOf } from './searchSpace.ts';
import { type FamilySettings, type TunedFamily, tunedFamilies, tuningOf } from './settings.ts';
import { type Trial, trialsOf } from './trial.ts';

/** What a search may take; the first that is used up ends it. */
export interface SearchBudget {
  /** Settings tried, the defaults of each family included. */
  readonly trials?: number | undefined;
  /** Looked at before each fit, so that the last one may take longer. */
  readonly minutes?: number | undefined;
}

/** After the defaults of all, of each round of draws those with more to tune have more, and first. */
const turns = tunedFamilies
  .toSorted((a, b) => tuningOf(b).turns - tuningOf(a).turns)
  .flatMap((family) => new Array<TunedFamily>(tuningOf(family).turns).fill(family));
/** Of so many trials that reached a rung, one goes on to the next. */
const reduction = 3;

/**
 * Random search with successive halving, one trial after the other.
 *
 * Each family's defaults come first and are judged on every rung. A draw goes on to the next rung if its log loss on those so far
 * is among the best third of the trials of its family that came so far: the rule of asynchronous successive halving (Li et al. 2020, A system
 * for massively parallel hyperparameter tuning, MLSys; after Jamieson and Talwalkar 2016), which needs no plan of how many are to come. So
 * a longer search begins with the trials of a shorter one.
 *
 * @param of.units number of the unit of each row that is judged, rung by rung; at least one rung.
 * @param of.judge fits, and gives the log loss of each row that is judged on a rung (0 is the first).
 * @param of.clock milliseconds from any moment on; asked only where the budget is in minutes.
 * @param of.onTrial hears of each trial before its first fit.
 * @returns every trial, in order.
 */
export async function search(of: {
  readonly units: readonly Int32Array[];
  readonly judge: <F extends TunedFamily>(
    family: F,
    settings: FamilySettings[F],
    rung: number,
  ) => Promise<Float64Array>;
  readonly budget: SearchBudget;
  readonly seed: number;
  readonly clock: () => number;
  readonly onTrial: (trial: RunningTrial) => void;
}): Promise<readonly Trial[]> {
  const { units, judge, budget, seed } = of;
  const isOver = timer(budget.minutes, of.clock);
  const trials: RunningTrial[] = [];
  while (trials.length < (budget.trials ?? Number.POSITIVE_INFINITY) && !isOver()) {
    const family = familyOf(trials.length);
    const others = trials.filter((trial) => trial.family === family);
    let trial: RunningTrial = {
      number: trials.length + 1,
      family,
      settings: settingsOf(family, others.length, seed),
      isDefault: others.length === 0,
      rowLosses: [],
      meanLosses: [],
      end: 'finished',
    };
    of.onTrial(trial);
    for (const rung of units.keys()) {
      if (rung > 0 && isOver()) trial = { ...trial, end: 'out of time' };
      else if (rung > 0 && !isAmongTheBest(trial, others)) trial = { ...trial, end: 'stopped' };
      if (trial.end !== 'finished') break;
      trial = withLosses(trial, await judge(family, trial.settings, rung));
    }
    trials.push(trial);
  }
  return trialsOf(trials, units);
}

function timer(minutes: number | undefined, clock: () => number): () => boolean {
  if (minutes === undefined) return () => false;
  const end = clock() + minutes * 60_000;
  return () => clock() >= end;
}

function familyOf(tried: number): TunedFamily {
  return tunedFamilies[tried] ?? turns[(tried - tunedFamilies.length) % turns.length]!;
}

/** Whether its log loss on the rungs so far is among the best third of those that were judged on them. */
function isAmongTheBest({ meanLosses }: RunningTrial, others: readonly RunningTrial[]): boolean {
  const last = meanLosses.length - 1;
  const judged = others.filter((other) => other.meanLosses.length > last);
  const better = judged.filter((other) => other.meanLosses[last]! <= meanLosses[last]!).length;
  return better < Math.ceil((judged.length + 1) / reduction);
}
