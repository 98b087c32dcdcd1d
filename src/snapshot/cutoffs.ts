import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { type Instant, microsecondsOf, microsecondsPerDay, parseInstant } from '../time/instant.ts';
import type { Population } from './population.ts';

type Calendar = Extract<Program['cutoffs'], { every: string }>;

/** Days since 1970-01-01 of the first Monday, 1970-01-05. */
const firstMonday = 4;

const monthsPerStep = { month: 1, quarter: 3 } as const;

/**
 * The as-of dates of a calendar program, ascending: UTC midnights on Mondays, or on the first day of each month or quarter.
 *
 * From `cutoffs.from` (by default the first fact plus the longest lookback) to `cutoffs.to`, both included, and never
 * beyond the high-water mark. Dates whose horizon is not over are among them: the ledger counts their rows.
 *
 * @throws HandraiseError `config` when the program's cutoffs are relative to the contact.
 */
export function calendarCutoffs(
  program: Program,
  population: Pick<Population, 'firstFact' | 'highWater'>,
): Float64Array {
  const { cutoffs } = program;
  if (!('every' in cutoffs))
    throw new HandraiseError('config', 'cutoffs so many days after creation have no calendar dates');
  const lookback = microsecondsOf(Math.max(...program.lookbackDays));
  const from = cutoffs.from === undefined ? population.firstFact + lookback : parseInstant(cutoffs.from);
  const to = Math.min(population.highWater, cutoffs.to === undefined ? Infinity : parseInstant(cutoffs.to));
  const grid: number[] = [];
  for (let step = stepBefore(cutoffs.every, from); ; step++) {
    const date = dateOfStep(cutoffs.every, step);
    if (!(date <= to)) return Float64Array.from(grid);
    if (date >= from) grid.push(date);
  }
}

/** The as-of date of a contact in a program whose cutoffs are relative: so many days after its creation. */
export function relativeCutoff(daysAfterCreation: number, createdAt: Instant): Instant {
  return createdAt + microsecondsOf(daysAfterCreation);
}

/** Number of a grid step at or before an instant; steps count from 1970. */
function stepBefore(every: Calendar['every'], instant: Instant): number {
  if (every === 'week') return Math.floor((instant / microsecondsPerDay - firstMonday) / 7);
  const date = new Date(Math.floor(instant / 1000));
  return Math.floor(((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()) / monthsPerStep[every]);
}

function dateOfStep(every: Calendar['every'], step: number): Instant {
  if (every === 'week') return (step * 7 + firstMonday) * microsecondsPerDay;
  // Date.UTC reads the years 0 to 99 as 1900 to 1999, so months count from 1970 instead.
  return Date.UTC(1970, step * monthsPerStep[every]) * 1000;
}
