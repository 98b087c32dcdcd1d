import { microsecondsPerDay } from '../../time/instant.ts';
import type { Lookback } from './lookback.ts';

/**
 * Where the days of one bucket lie among the bits of a row.
 *
 * Day k of a row as of t is [t − (k + 1) days, t − k days). Each bucket between two windows has bits of its own, so
 * that a window may end within a day.
 */
export interface DayBucket {
  readonly firstDay: number;
  readonly days: number;
  readonly firstBit: number;
}

/** The buckets of a lookback, and the 32-bit words a row takes. */
export function dayLayoutOf({ spans }: Lookback): { readonly buckets: readonly DayBucket[]; readonly words: number } {
  const buckets: DayBucket[] = [];
  let firstBit = 0;
  let from = 0;
  for (const to of spans) {
    const firstDay = Math.floor(from / microsecondsPerDay);
    const days = Math.ceil(to / microsecondsPerDay) - firstDay;
    buckets.push({ firstDay, days, firstBit });
    firstBit += days;
    from = to;
  }
  return { buckets, words: Math.ceil(firstBit / 32) };
}
