import { type Instant, microsecondsPerDay } from './instant.ts';

const microsecondsPerMinute = 60_000_000;

/** Clocks of one zone: what it reads at an instant, and when it reads what. */
export interface ZonedClock {
  /**
   * The instant at which the clock reads so many minutes after midnight of a day, counted from 1970-01-01. What it reads twice is the first time,
   * and what it never reads is as long after the change as it would have been before it, as Temporal's `compatible` has it.
   */
  instantAt(day: number, minutes: number): Instant;
}

/**
 * The clock of a zone.
 *
 * @param zone `UTC`, an offset such as `+02:00` (east of Greenwich), or a place such as `Europe/Berlin`
 * @throws RangeError for a zone that is not known
 */
export function zonedClock(zone: string): ZonedClock {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  /** Microseconds that the clock is ahead of UTC. */
  const offsetAt = (instant: Instant): number => {
    const seconds = Math.floor(instant / 1_000_000);
    const parts = new Map(format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day] = [parts.get('year')!, parts.get('month')!, parts.get('day')!];
    const read = Date.UTC(year, month - 1, day, parts.get('hour')!, parts.get('minute')!, parts.get('second')!);
    return read * 1000 - seconds * 1_000_000;
  };
  return {
    instantAt(day, minutes) {
      const read = day * microsecondsPerDay + minutes * microsecondsPerMinute;
      // A change is less than a day away from what is asked for, or of no account.
      const before = read - offsetAt(read - microsecondsPerDay);
      const after = read - offsetAt(read + microsecondsPerDay);
      // Before the change the clock still goes by the offset before, whatever comes of it after.
      return read - offsetAt(before) === before ? before : read - offsetAt(after) === after ? after : before;
    },
  };
}
