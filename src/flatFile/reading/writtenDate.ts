import { isCivilTime } from '../../time/civilTime.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { monthOf } from './monthNames.ts';

/** In which order day, month and year stand. */
export const dateOrders = ['YMD', 'DMY', 'MDY'] as const;

export type DateOrder = (typeof dateOrders)[number];

/** A text that is written like a date. */
export interface WrittenDate {
  /** How its date is written, whatever the order: the mark between numbers, where a year of four digits stands, a month's name. */
  readonly shape: string;
  /** Bits of `dateOrders` under which it is a day of the calendar. */
  readonly orders: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
  /** The year has two digits: 69 to 99 are of the 1900s, the others of the 2000s, as in POSIX. */
  readonly shortYear: boolean;
  /** Time of day in microseconds, less its offset from UTC. */
  readonly time: number;
}

const longest = 48;

const weekday = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?';
const time =
  '(?:(?:T|,?\\s+|:)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?(?:\\s?([ap])\\.?m\\.?)?\\s?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?)?';
const compactTime = '(?:T?(\\d{2})(\\d{2})(\\d{2})(Z)?)?';
const of = '(?:\\s*\\bde\\b\\s*)?';

const numeric = new RegExp(`^${weekday}(\\d{1,4})([-/. ])(\\d{1,2})\\2(\\d{4}|\\d{1,2})${time}$`, 'i');
const dayFirst = new RegExp(
  `^${weekday}(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?[-\\s/.]*${of}(\\p{L}{3,})\\.?[-\\s/.,]*${of}(\\d{4}|\\d{2})${time}$`,
  'iu',
);
const monthFirst = new RegExp(
  `^${weekday}(\\p{L}{3,})\\.?[-\\s/.]+(\\d{1,2})(?:st|nd|rd|th)?,?[-\\s/.]+(\\d{4}|\\d{2})${time}$`,
  'iu',
);
const yearFirst = new RegExp(`^(\\d{4})[-\\s/.](\\p{L}{3,})\\.?[-\\s/.](\\d{1,2})${time}$`, 'iu');
const compact = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${compactTime}$`);

/** Reads a text as a date, with or without a time of day; null where it is not written like one, in any order. */
export function writtenDate(text: string): WrittenDate | null {
  if (text.length > longest || text.length < 6) return null;
  const found = numeric.exec(text);
  if (found) {
    const [, a = '', mark = '', b = '', c = '', ...clock] = found;
    return ofNumbers(a, mark, b, c, timeOf(clock));
  }
  const packed = compact.exec(text);
  if (packed) {
    const [, year, month, day, hour, minute, second, zone] = packed;
    const clock = [hour, minute, second, undefined, undefined, zone];
    return ofOrder(
      hour === undefined ? 'YYYYMMDD' : 'YYYYMMDDHHmmss',
      'YMD',
      [year, month, day].map(Number),
      timeOf(clock),
    );
  }
  if (!/\p{L}/u.test(text)) return null;
  return named(text);
}

/** Microseconds since 1970 (UTC) of a date under one of its orders. */
export function instantOf(date: WrittenDate, order: DateOrder): number {
  const [year, month, day] = inOrder(date, order);
  return new Date(0).setUTCFullYear(year, month - 1, day) * 1000 + date.time;
}

function named(text: string): WrittenDate | null {
  for (const [pattern, shape, order, nameAt] of namedShapes) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [, a = '', b = '', c = '', ...clock] = found;
    const parts = [a, b, c];
    const month = monthOf(parts[nameAt]!);
    if (month === 0) return null;
    const numbers = parts.map((part, at) => (at === nameAt ? month : Number(part)));
    const short = order !== 'YMD' && c.length === 2;
    return ofOrder(short ? shape.replace('YYYY', 'YY') : shape, order, numbers, timeOf(clock), short);
  }
  return null;
}

const namedShapes = [
  [dayFirst, 'DD MMM YYYY', 'DMY', 1],
  [monthFirst, 'MMM DD YYYY', 'MDY', 0],
  [yearFirst, 'YYYY MMM DD', 'YMD', 1],
] as const;

function ofNumbers(a: string, mark: string, b: string, c: string, clock: number): WrittenDate | null {
  if (a.length === 3 || (a.length === 4 && c.length > 2)) return null;
  if (a.length < 4 && c.length === 1) return null;
  const shortYear = a.length < 4 && c.length === 2;
  const year = a.length === 4 ? 'first' : shortYear ? 'short' : 'last';
  const candidates: readonly DateOrder[] =
    year === 'first' ? ['YMD'] : year === 'short' && a.length === 2 ? dateOrders : ['DMY', 'MDY'];
  return dated(`${year}${mark}`, candidates, [a, b, c].map(Number), clock, shortYear);
}

function ofOrder(shape: string, order: DateOrder, numbers: readonly number[], clock: number, shortYear = false) {
  return dated(shape, [order], numbers, clock, shortYear);
}

function dated(
  shape: string,
  candidates: readonly DateOrder[],
  [first = 0, second = 0, third = 0]: readonly number[],
  clock: number,
  shortYear: boolean,
): WrittenDate | null {
  if (Number.isNaN(clock)) return null;
  const date = { shape, orders: 0, first, second, third, shortYear, time: clock };
  let orders = 0;
  for (const order of candidates) {
    const [year, month, day] = inOrder(date, order);
    if (isCivilTime({ year, month, day, hour: 0, minute: 0, second: 0, microsecond: 0 }))
      orders |= 1 << dateOrders.indexOf(order);
  }
  return { ...date, orders };
}

function inOrder({ first, second, third, shortYear }: WrittenDate, order: DateOrder): [number, number, number] {
  const [year, month, day] =
    order === 'YMD' ? [first, second, third] : order === 'DMY' ? [third, second, first] : [third, first, second];
  return [shortYear ? year + (year < 69 ? 2000 : 1900) : year, month, day];
}

/** Microseconds of a time of day in UTC; 0 without one, NaN for one that no clock shows. */
function timeOf([hour, minute, second = '0', fraction = '', half, zone]: readonly (string | undefined)[]): number {
  if (hour === undefined) return 0;
  const hours = Number(hour);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  if (half !== undefined && (hours < 1 || hours > 12)) return Number.NaN;
  const whole = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const offset = offsetOf(zone);
  return (
    (whole * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000 +
    Number(fraction.slice(0, 6).padEnd(6, '0')) -
    offset
  );
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  if (minutes > 15 * 60 + 59) return Number.NaN;
  return ((zone.startsWith('-') ? -1 : 1) * minutes * microsecondsPerDay) / 1440;
}
