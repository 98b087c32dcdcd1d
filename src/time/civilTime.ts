/** A date and time of day as written, before anybody says in which zone. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the Gregorian calendar and a 24-hour clock have it; years 1 to 9999, no leap seconds, no 24:00. */
export function isCivilTime(time: CivilTime): boolean {
  const { year, month, day, hour, minute, second } = time;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= daysOfMonth[month - 1]! + (leap ? 1 : 0) && hour < 24 && minute < 60 && second < 60;
}

/** As Postgres reads it whatever its DateStyle: `2024-03-31 02:30:00.000000`. */
export function civilText(time: CivilTime): string {
  const { year, month, day, hour, minute, second, microsecond } = time;
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return `${date} ${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${digits(microsecond, 6)}`;
}

/** The day alone: `2024-03-31`. */
export function dayText(time: CivilTime): string {
  return civilText(time).slice(0, 10);
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
