import { civilText, dayText, isCivilTime } from './civilTime.ts';

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * An ISO 8601 date, or date and time, as Postgres reads it; null for anything else.
 *
 * The time may follow a blank instead of the T, and an offset may follow it: `Z`, `+02`, `+0200` or `+02:00`, at most
 * 15:59 either way. Digits beyond microseconds are cut off. A date alone stays one.
 */
export function readIso(text: string): string | null {
  const found = iso.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute = '0', second = '0', fraction = '', offset = ''] = found;
  const time = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? '0'),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
  if (!isCivilTime(time)) return null;
  if (hour === undefined) return dayText(time);
  if (offset === '') return civilText(time);
  if (offset === 'Z') return `${civilText(time)}+00:00`;
  const hours = offset.slice(1, 3);
  const minutes = offset.slice(3).replace(':', '') || '00';
  return Number(hours) < 16 && Number(minutes) < 60 ? `${civilText(time)}${offset[0]}${hours}:${minutes}` : null;
}
