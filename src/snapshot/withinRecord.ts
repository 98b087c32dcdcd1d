import type { Program } from '../config/schema.ts';
import { type Instant, microsecondsOf, microsecondsPerDay, parseInstant } from '../time/instant.ts';
import { calendarCutoffs } from './cutoffs.ts';
import type { Population } from './population.ts';

type Record = Pick<Population, 'firstFact' | 'highWater'>;

/**
 * A program whose dates and windows a short record allows.
 *
 * A calendar begins where the longest window is full. Where that leaves no dates for a split in time, it begins as much earlier as it takes:
 * at the second last date whose horizon is over by the last one that has matured; where no beginning does, and no window is ever full,
 * at that last one. Windows that reach beyond the record there are cut to its length at that date, for every date alike and for scoring
 * too: a window that were full on some dates alone would count less on the others.
 *
 * @returns the program itself where the record is long enough, where a beginning is declared, and where contacts have dates of their own.
 */
export function withinRecord(program: Program, record: Record): Program {
  const { cutoffs } = program;
  if (!('every' in cutoffs) || cutoffs.from !== undefined) return program;
  const start = earlierStart(program, record);
  if (start === null) return program;
  const covered = Math.floor((start - record.firstFact) / microsecondsPerDay);
  const lookbackDays = [...new Set(program.lookbackDays.map((days) => Math.min(days, covered)))];
  return { ...program, lookbackDays, cutoffs: { ...cutoffs, from: new Date(start / 1000).toISOString() } };
}

/** The as-of date from which on there is enough; null where the calendar need not begin earlier, or cannot. */
function earlierStart(program: Program, record: Record): Instant | null {
  const { firstFact } = record;
  const full = firstFact + microsecondsOf(Math.max(...program.lookbackDays));
  const horizon = microsecondsOf(program.horizonDays);
  const dates = maturedDates(program, record);
  const last = dates.at(-1);
  if (
    last === undefined ||
    canSplit(
      dates.filter((date) => date >= full),
      horizon,
    )
  )
    return null;
  if (canSplit(dates, horizon)) return dates.filter((date) => date + horizon <= last).at(-2)!;
  return last >= full ? null : last;
}

/** Dates of the calendar, from a day of record on, whose outcomes are known. */
function maturedDates(program: Program, { firstFact, highWater }: Record): readonly Instant[] {
  const { recordedSince } = program.outcome;
  const recorded = recordedSince === undefined ? Number.NEGATIVE_INFINITY : parseInstant(recordedSince);
  const horizon = microsecondsOf(program.horizonDays);
  const grid = calendarCutoffs({ ...program, lookbackDays: [1] }, { firstFact, highWater });
  return [...grid].filter((date) => date >= recorded && date + horizon <= highWater);
}

/** Whether two dates have their horizon over by a third. @param dates ascending. */
function canSplit(dates: readonly Instant[], horizon: number): boolean {
  const [, second, ...others] = dates;
  return second !== undefined && (others.at(-1) ?? Number.NaN) >= second + horizon;
}
