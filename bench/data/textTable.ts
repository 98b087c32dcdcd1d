import type { Dataset } from '../../src/model/estimator.ts';
import { type Column, createTable } from '../../src/table/table.ts';

/** How records of text become a data set. */
interface Reading {
  /** The column that holds the outcome, and what it holds for a positive. */
  readonly label: string;
  readonly positive: string;
  /** Columns that are left out. */
  readonly without?: readonly string[];
  /** Cells that mean missing. */
  readonly missing?: readonly string[];
}

/** A data set of records, the first of which names the columns. A column of numbers alone is one of numbers, exact in float32. */
export function textTable(records: readonly (readonly string[])[], reading: Reading): Dataset {
  const [header, ...rows] = records;
  const left = new Set([reading.label, ...(reading.without ?? [])]);
  const missing = new Set(reading.missing ?? []);
  const columns = header!.flatMap((name, at) =>
    left.has(name)
      ? []
      : [
          textColumn(
            name,
            rows.map((row) => (missing.has(row[at]!) ? null : row[at]!)),
          ),
        ],
  );
  const outcome = header!.indexOf(reading.label);
  const label = Uint8Array.from(rows, (row) => (row[outcome] === reading.positive ? 1 : 0));
  return { table: createTable(rows.length, columns), label };
}

/** @param cells null is missing. */
function textColumn(name: string, cells: readonly (string | null)[]): Column {
  if (cells.every((cell) => cell === null || (cell !== '' && Number.isFinite(Number(cell)))))
    return {
      kind: 'number',
      name,
      values: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Math.fround(Number(cell)))),
    };
  const levels = [...new Set(cells)].filter((cell) => cell !== null).sort();
  const codes = new Map(levels.map((level, code) => [level, code]));
  return {
    kind: 'category',
    name,
    levels,
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : codes.get(cell)!)),
  };
}
