import { civilText } from '../../time/civilTime.ts';

const decimal = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;

/** The last microsecond of the year 9999, and the first of the year 1, since 1970. */
const latest = 253_402_300_799_999_999n;
const earliest = -62_135_596_800_000_000n;

/**
 * A count of seconds or milliseconds since 1970 UTC as Postgres reads it; null for anything else.
 *
 * @param perUnit microseconds in what is counted; digits beyond microseconds are cut off
 */
export function readEpoch(text: string, perUnit: 1_000_000 | 1000): string | null {
  const found = decimal.exec(text);
  if (found === null) return null;
  const [, sign, whole = '', fraction = ''] = found;
  const places = perUnit === 1000 ? 3 : 6;
  const magnitude = BigInt(whole) * BigInt(perUnit) + BigInt(fraction.slice(0, places).padEnd(places, '0'));
  const microseconds = sign === '-' ? -magnitude : magnitude;
  if (microseconds < earliest || microseconds > latest) return null;
  const microsecond = Number(((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n);
  const date = new Date(Number((microseconds - BigInt(microsecond)) / 1000n));
  const time = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond,
  };
  return `${civilText(time)}+00:00`;
}
