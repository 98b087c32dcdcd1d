const day = 86_400_000;
const dayZero = Date.UTC(1899, 11, 31);

/** Serial numbers below are times of day and durations, whatever their format says; also, the calendar of Excel is wrong before. */
const firstDate = Date.UTC(1900, 2, 1);

const error =
  /^#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)$/;

/** A value of a cell in a sheet; a date is one of UTC. */
export type SheetValue = string | number | boolean | Date | null;

/** Whether a value is an error of Excel, such as `#N/A`. */
export function isSheetError(value: SheetValue): boolean {
  return typeof value === 'string' && error.test(value);
}

/**
 * The text of a cell: numbers as short as they round-trip, dates in ISO 8601, TRUE and FALSE, nothing for errors; times of day and durations
 * as days.
 */
export function sheetCellText(value: SheetValue): string {
  if (value === null || isSheetError(value)) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!(value instanceof Date)) return String(value);
  const time = value.getTime();
  if (Number.isNaN(time)) return '';
  if (time < firstDate) return String((time - dayZero) / day);
  const [date, clock] = value.toISOString().slice(0, -1).split('T');
  if (clock === '00:00:00.000') return date!;
  return `${date} ${clock!.endsWith('.000') ? clock!.slice(0, -4) : clock}`;
}
