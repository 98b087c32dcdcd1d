import type { ReadColumn } from './readColumn.ts';
import { monthOf } from './reading/monthNames.ts';

/** A column by which the rows of a file are in the order of time. */
export interface TimeOrder {
  readonly column: string;
  /** Whether the latest rows come first. */
  readonly newestFirst: boolean;
  /** Share of neighbouring rows that are in order. */
  readonly share: number;
}

/** Nearly all neighbours are in order, and nearly all changes are; random order has half of them. */
const inOrder = 0.98;
const sameWay = 0.95;
/** So many changes are no accident. */
const fewestChanges = 20;
/** Most rows must have a date. */
const mostlyKnown = 0.9;
/** Months in blocks change so seldom, as a share of the changes in random order; and go round the year, for sorting by the month gives eleven changes. */
const seldom = 0.05;
const fewestMonths = 12;

/**
 * Finds out whether the rows are in the order of time: by a column of dates that only rises or only falls from row to row, or by
 * one of month names that stand in blocks, one month after the other. Numbers prove nothing: an id counts as well.
 *
 * @param rows in the order of the file
 */
export function timeOrder(columns: readonly ReadColumn[], rows: Int32Array): TimeOrder | null {
  const found = columns.flatMap((read) => orderByDates(read, rows) ?? []);
  if (found.length === 0) found.push(...columns.flatMap((read) => orderByMonths(read, rows) ?? []));
  return found.toSorted((a, b) => b.share - a.share)[0] ?? null;
}

function orderByDates({ name, kind, column }: ReadColumn, rows: Int32Array): TimeOrder | null {
  if (kind !== 'date' || column.kind !== 'number') return null;
  const known = Float64Array.from(rows, (row) => column.values[row]!).filter((value) => !Number.isNaN(value));
  if (known.length < mostlyKnown * rows.length) return null;
  let [later, earlier] = [0, 0];
  for (let i = 1; i < known.length; i++) {
    if (known[i]! > known[i - 1]!) later++;
    else if (known[i]! < known[i - 1]!) earlier++;
  }
  return judged(name, later, earlier, known.length - 1);
}

function judged(column: string, later: number, earlier: number, pairs: number): TimeOrder | null {
  const [way, against] = [Math.max(later, earlier), Math.min(later, earlier)];
  const share = 1 - against / pairs;
  if (later + earlier < fewestChanges || share < inOrder || way < sameWay * (later + earlier)) return null;
  return { column, newestFirst: earlier > later, share };
}

function orderByMonths({ name, column }: ReadColumn, rows: Int32Array): TimeOrder | null {
  if (column.kind !== 'category' || column.levels.length < 4) return null;
  const months = column.levels.map(monthOf);
  if (months.includes(0)) return null;
  const known = Int32Array.from(rows, (row) => months[column.codes[row]!] ?? 0).filter((month) => month > 0);
  if (known.length < mostlyKnown * rows.length) return null;
  const counts = new Float64Array(13);
  let [later, earlier] = [0, 0];
  known.forEach((month, i) => {
    counts[month]!++;
    const step = i === 0 ? 0 : (month - known[i - 1]! + 12) % 12;
    if (step > 0) step <= 6 ? later++ : earlier++;
  });
  const expected = known.length - counts.reduce((sum, count) => sum + count ** 2, 0) / known.length;
  const changes = later + earlier;
  const way = Math.max(later, earlier);
  if (changes < fewestMonths || changes > seldom * expected || way < sameWay * changes) return null;
  return { column: name, newestFirst: earlier > later, share: 1 - (changes - way) / (known.length - 1) };
}
