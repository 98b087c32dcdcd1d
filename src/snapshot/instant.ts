import { HandraiseError } from '../errors.ts';
import { type Instant, microsecondsPerDay } from './population.ts';

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

/** SQL of an instant, exact to the microsecond and independent of the session's time zone. */
export function instantSql(instant: Instant): string {
  if (!Number.isSafeInteger(instant)) throw new HandraiseError('unexpected', `${instant} is no instant`);
  return `(timestamptz 'epoch' + interval '${instant} microseconds')`;
}
