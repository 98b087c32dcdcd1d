import { quantile } from '../numeric/quantile.ts';
import type { Column } from '../table/table.ts';
import type { Segments } from './slices.ts';

/** Quarters of the rows. */
const shares = [0.25, 0.5, 0.75] as const;

/**
 * Segments of a column: a category's levels; of numbers the quarters of the rows between them, fewer where many are equal.
 *
 * @param rows those to be judged, by position in the column.
 */
export function segmentsOf(column: Column, rows: Int32Array): Segments {
  if (column.kind === 'category') return { codes: rows.map((row) => column.codes[row]!), names: column.levels };
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return { codes: new Int32Array(rows.length).fill(-1), names: [] };
  const ends = [...new Set(shares.map((share) => quantile(known, share)))].filter((end) => end < known.at(-1)!);
  const names = [
    ...ends.map((end, i) => (i === 0 ? `up to ${shown(end)}` : `above ${shown(ends[i - 1]!)}, up to ${shown(end)}`)),
    ends.length > 0 ? `above ${shown(ends.at(-1)!)}` : shown(known[0]!),
  ];
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    const at = ends.findIndex((end) => value <= end);
    return at < 0 ? ends.length : at;
  });
  return { codes, names };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
