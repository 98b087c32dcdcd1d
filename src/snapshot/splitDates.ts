import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { microsecondsOf } from './instant.ts';
import { type Instant, microsecondsPerDay, type Population } from './population.ts';

/** The as-of dates at which the later sides of a split begin. */
interface SplitDates {
  readonly calibrationFrom: Instant;
  readonly testFrom: Instant;
}

/**
 * Where to cut the as-of dates so that the last `testShare` of the rows are for testing and, of those before whose horizon ends
 * by then, the last calibrationShare / (1 − testShare) are for calibration.
 *
 * Dates stay whole, so a side may exceed its share. Where there are few, the test moves to a later date until
 * two dates before it have their horizon over, so that each side has one at least.
 *
 * @param asOf of every row, in any order.
 * @throws HandraiseError `config` when the shares leave nothing for training, `data` when the history is too short.
 */
export function splitDates(asOf: Float64Array, population: Population, program: Program): SplitDates {
  const { calibrationShare, testShare } = program.split;
  if (calibrationShare + testShare >= 1)
    throw new HandraiseError('config', 'split.calibrationShare and split.testShare leave nothing for training', {
      hint: 'keep their sum below 1',
    });
  const sorted = asOf.toSorted();
  const horizon = microsecondsOf(program.horizonDays);
  const second = sorted.find((date) => date > sorted[0]!);
  const earliest = second === undefined ? undefined : sorted.find((date) => date >= second + horizon);
  if (second === undefined || earliest === undefined) throw tooShort(sorted, population, program);
  const testFrom = Math.max(earliest, sorted[Math.floor((1 - testShare) * sorted.length)]!);
  const usable = sorted.filter((date) => date + horizon <= testFrom);
  const position = Math.floor((1 - calibrationShare / (1 - testShare)) * usable.length);
  return { testFrom, calibrationFrom: Math.max(second, usable[position]!) };
}

const daysBetweenDates = { week: 7, month: 31, quarter: 92 } as const;

function tooShort(sorted: Float64Array, { firstFact, highWater }: Population, program: Program): HandraiseError {
  const { cutoffs, horizonDays } = program;
  const wait = 'every' in cutoffs ? Math.max(...program.lookbackDays) : cutoffs.daysAfterCreation;
  const step = 'every' in cutoffs ? daysBetweenDates[cutoffs.every] : 1;
  // A first date, a step to the second, its horizon, up to a step to the next date, and that one's horizon.
  const needed = Math.ceil(wait + 3 * step + 2 * horizonDays);
  const dates = new Set(sorted).size;
  const found = Math.max(0, Math.floor((highWater - firstFact) / microsecondsPerDay));
  return new HandraiseError(
    'data',
    `the history of ${found} days is too short to split in time: it yields ${dates} as-of ${dates === 1 ? 'date' : 'dates'}`,
    {
      hint: `training, calibration and test need a date each, the test a horizon of ${horizonDays} days after the others: about ${needed} days of history, or a shorter horizon or lookback`,
    },
  );
}
