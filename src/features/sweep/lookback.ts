import { microsecondsOf } from '../../time/instant.ts';

/** The lookback windows of a program, shortest first. */
export interface Lookback {
  readonly days: readonly number[];
  /** The same in whole microseconds: window w of a row as of t is [t − spans[w], t). */
  readonly spans: Float64Array;
}

/** Distinct windows of the given days, ascending. */
export function lookbackOf(days: readonly number[]): Lookback {
  const ascending = [...new Set(days)].sort((a, b) => a - b);
  return { days: ascending, spans: Float64Array.from(ascending, (day) => microsecondsOf(day)) };
}
