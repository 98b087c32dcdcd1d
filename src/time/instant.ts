import { HandraiseError } from '../errors.ts';

/** Instants are microseconds since 1970-01-01T00:00:00Z: exact integers in a number; NaN is unknown. */
export type Instant = number;

/** A day is 24 hours, whatever the calendar does. */
export const microsecondsPerDay = 86_400_000_000;

/**
 * The instant an ISO date (its UTC midnight) or date-time with an offset names, exact to the microsecond.
 *
 * @throws HandraiseError `config` for anything else.
 * @example parseInstant('2026-01-01T00:00:00.000001Z') // 1767225600000001
 */
export function parseInstant(text: string): Instant {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  const [, date, minutes, seconds = ':00', fraction = '', offset] = parts ?? [];
  const milliseconds =
    date === undefined ? Number.NaN : Date.parse(`${date}T${minutes ?? '00:00'}${seconds}${offset ?? 'Z'}`);
  if (Number.isNaN(milliseconds))
    throw new HandraiseError('config', `${JSON.stringify(text)} is no ISO date or date-time with an offset`, {
      hint: 'write 2026-07-01, or 2026-07-01T08:30:00Z',
    });
  return milliseconds * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0'));
}

/** Whole microseconds in a number of days. */
export function microsecondsOf(days: number): number {
  return Math.round(days * microsecondsPerDay);
}

/** `2026-07-01` for a UTC midnight, else to the second: `2026-07-01T08:30:00Z`. */
export function isoOf(instant: Instant): string {
  const text = new Date(instant / 1000).toISOString();
  return instant % microsecondsPerDay === 0 ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

/**
 * An instant as the text of a `timestamptz`, exact to the microsecond whatever the session's time zone.
 *
 * @example timestampText(1_767_225_600_000_001) // '2026-01-01T00:00:00.000001Z'
 */
export function timestampText(instant: Instant): string {
  const milliseconds = Math.floor(instant / 1000);
  const rest = String(instant - milliseconds * 1000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}
