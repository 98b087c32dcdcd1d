import { type ServiceLevels, weekdays } from '../../config/serviceLevels.ts';
import { type Instant, microsecondsPerDay } from '../../time/instant.ts';
import { zonedClock } from '../../time/zonedTime.ts';

const microsecondsPerHour = 3_600_000_000;

/** A span of working time, [from, until). */
export type WorkingSpan = readonly [from: Instant, until: Instant];

/** Working time in a zone, day by day. */
export interface WorkingHours {
  /** Spans of a day of the zone's calendar, counted from 1970-01-01, ascending; none on holidays. */
  spansOf(day: number): readonly WorkingSpan[];
}

/** The working hours that a program declares; a day's spans are worked out once. */
export function workingHours({ zone, week, holidays }: Omit<ServiceLevels, 'stages'>): WorkingHours {
  const clock = zonedClock(zone);
  const free = new Set(holidays.map((date) => (Date.parse(date) * 1000) / microsecondsPerDay));
  const known = new Map<number, readonly WorkingSpan[]>();
  // 1970-01-01 was a Thursday.
  const declaredOn = (day: number) => week[weekdays[(((day + 3) % 7) + 7) % 7]!] ?? [];
  const made = (day: number) =>
    declaredOn(day).map((span): WorkingSpan => {
      const [from, until] = span.split('-').map(minutesOf);
      return [clock.instantAt(day, from!), clock.instantAt(day, until!)];
    });
  return {
    spansOf(day) {
      const spans = known.get(day) ?? (free.has(day) ? [] : made(day));
      known.set(day, spans);
      return spans;
    },
  };
}

function minutesOf(time: string): number {
  return 60 * Number(time.slice(0, 2)) + Number(time.slice(3));
}

/**
 * When so many hours of working time have passed since an instant; at the end of a day's work rather than at the beginning of the next.
 *
 * Hours are real ones: a night shift in which the clocks go forward is an hour shorter.
 */
export function deadlineOf(working: WorkingHours, from: Instant, hours: number): Instant {
  let left = Math.round(hours * microsecondsPerHour);
  // The zone's day is at most one away from that of UTC.
  for (let day = Math.floor(from / microsecondsPerDay) - 1; ; day++)
    for (const [begins, ends] of working.spansOf(day)) {
      const since = Math.max(begins, from);
      if (ends - since >= left) return since + left;
      left -= Math.max(0, ends - since);
    }
}
