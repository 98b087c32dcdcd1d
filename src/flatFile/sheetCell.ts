const day = 86_400_000;

/** Serial numbers below are times of day and durations, whatever their format says; also, the calendar of Excel is wrong before. */
const firstDate = 61;

/** The day from which a workbook counts its days, as far as they are dates. */
export type DayZero = '1899-12-30' | '1904-01-01';

const dayZeros: Readonly<Record<DayZero, number>> = {
  '1899-12-30': Date.UTC(1899, 11, 30),
  '1904-01-01': Date.UTC(1904, 0, 1),
};

/** As which dates are read: no day is skipped or doubled there. */
const readFrom: DayZero = '1904-01-01';

const error =
  /^#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/;

/** A value of a cell in a sheet; a date is one of UTC, its serial number the days since 1904-01-01. */
export type SheetValue = string | number | boolean | Date | null;

/** Whether a value is an error of Excel, such as `#N/A`. */
export function isSheetError(value: SheetValue): boolean {
  return typeof value === 'string' && error.test(value);
}

/**
 * The text of a cell: numbers as short as they round-trip, dates in ISO 8601, TRUE and FALSE, nothing for errors; times of day and durations
 * as days.
 *
 * @param dayZero of the workbook
 */
export function sheetCellText(value: SheetValue, dayZero: DayZero): string {
  if (value === null || isSheetError(value)) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!(value instanceof Date)) return String(value);
  const since = sinceReadFrom(value);
  if (Number.isNaN(since)) return '';
  if (since < firstDate * day) return String(since / day);
  const [date, clock] = new Date(dayZeros[dayZero] + since).toISOString().slice(0, -1).split('T');
  if (clock === '00:00:00.000') return date!;
  return `${date} ${clock!.endsWith('.000') ? clock!.slice(0, -4) : clock}`;
}

/** Whether a value is a number, a time of day or a duration. */
export function isSheetNumber(value: SheetValue): boolean {
  return value instanceof Date ? sinceReadFrom(value) < firstDate * day : typeof value === 'number';
}

function sinceReadFrom(value: Date): number {
  return value.getTime() - dayZeros[readFrom];
}
