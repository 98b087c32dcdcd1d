import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { type Instant, microsecondsOf, microsecondsPerDay } from '../time/instant.ts';
import type { Population } from './population.ts';

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
 * @param asOf of every row, in any order. @returns null where there are too few dates.
 * @throws HandraiseError `config` when the shares leave nothing for training, `data` when there are no rows.
 */
export function splitDates(asOf: Float64Array, population: Population, program: Program): SplitDates | null {
  const { calibrationShare, testShare } = program.split;
  if (calibrationShare + testShare >= 1)
    throw new HandraiseError('config', 'split.calibrationShare and split.testShare leave nothing for training', {
      hint: 'keep their sum below 1',
    });
  if (asOf.length === 0) throw tooShort(population, program);
  const sorted = asOf.toSorted();
  const horizon = microsecondsOf(program.horizonDays);
  const second = sorted.find((date) => date > sorted[0]!);
  const earliest = second === undefined ? undefined : sorted.find((date) => date >= second + horizon);
  if (second === undefined || earliest === undefined) return null;
  const testFrom = Math.max(earliest, sorted[Math.floor((1 - testShare) * sorted.length)]!);
  const usable = sorted.filter((date) => date + horizon <= testFrom);
  const position = Math.floor((1 - calibrationShare / (1 - testShare)) * usable.length);
  return { testFrom, calibrationFrom: Math.max(second, usable[position]!) };
}

function tooShort({ firstFact, highWater }: Population, { horizonDays }: Program): HandraiseError {
  const found = Math.max(0, Math.floor((highWater - firstFact) / microsecondsPerDay));
  return new HandraiseError(
    'data',
    `there is nobody to learn from: the history of ${found} days yields no as-of date with eligible contacts whose horizon of ${horizonDays} days is over`,
    {
      hint: 'wait, load older data, or shorten horizonDays; handraise check says what the program finds',
    },
  );
}
