import { type Attempt, withCosts } from './attempt.ts';
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
/** Of so many tries that reached a rung, one goes on to the next. */
const reduction = 3;

/**
 * Random search with successive halving, one try after the other.
 *
 * Each family's defaults come first and are judged on every rung. A draw goes on to the next rung if its log loss on those so far
 * is among the best third of the tries of its family that came so far: the rule of asynchronous successive halving (Li et al. 2020, A system
 * for massively parallel hyperparameter tuning, MLSys; after Jamieson and Talwalkar 2016), which needs no plan of how many are to come. So
 * a longer search begins with the tries of a shorter one.
 *
 * @param of.units number of the unit of each row that is judged, rung by rung; at least one rung.
 * @param of.judge fits, and gives the log loss of each row that is judged on a rung (0 is the first).
 * @param of.clock milliseconds from any moment on; asked only where the budget is in minutes.
 * @param of.onAttempt hears of each try before its first fit.
 * @returns every try, in order.
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
  readonly onAttempt: (attempt: Attempt) => void;
}): Promise<readonly Trial[]> {
  const { units, judge, budget, seed } = of;
  const isOver = timer(budget.minutes, of.clock);
  const attempts: Attempt[] = [];
  while (attempts.length < (budget.trials ?? Number.POSITIVE_INFINITY) && !isOver()) {
    const family = familyOf(attempts.length);
    const rivals = attempts.filter((attempt) => attempt.family === family);
    let attempt: Attempt = {
      number: attempts.length + 1,
      family,
      settings: settingsOf(family, rivals.length, seed),
      isDefault: rivals.length === 0,
      costs: [],
      losses: [],
      end: 'finished',
    };
    of.onAttempt(attempt);
    for (const rung of units.keys()) {
      if (rung > 0 && isOver()) attempt = { ...attempt, end: 'out of time' };
      else if (rung > 0 && !isAmongTheBest(attempt, rivals)) attempt = { ...attempt, end: 'stopped' };
      if (attempt.end !== 'finished') break;
      attempt = withCosts(attempt, await judge(family, attempt.settings, rung));
    }
    attempts.push(attempt);
  }
  return trialsOf(attempts, units);
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
function isAmongTheBest({ losses }: Attempt, rivals: readonly Attempt[]): boolean {
  const last = losses.length - 1;
  const others = rivals.filter((rival) => rival.losses.length > last);
  const better = others.filter((rival) => rival.losses[last]! <= losses[last]!).length;
  return better < Math.ceil((others.length + 1) / reduction);
}
