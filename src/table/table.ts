import { HandraiseError } from '../errors.ts';
import { take } from '../numeric/take.ts';

/** Finite numbers; NaN is missing, and ±Infinity never occurs. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** Indices into `levels`; −1 is missing. Levels are distinct, their order carries no meaning. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One column of a table. */
export type Column = NumberColumn | CategoryColumn;

/** The one in-memory shape: equally long, uniquely named columns. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Number of rows a column holds. */
function columnLength(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length;
}

/**
 * A table of the given columns.
 *
 * @param rows how many rows
 * @param columns each of so many values
 * @throws HandraiseError `data` when lengths differ or a name occurs twice.
 * @example
 * const table = createTable(2, [
 *   { kind: 'number', name: 'visits', values: Float64Array.of(3, Number.NaN) },
 *   { kind: 'category', name: 'country', levels: ['DE', 'NL'], codes: Int32Array.of(1, -1) },
 * ]);
 * table.columns.length // 2
 */
export function createTable(rows: number, columns: readonly Column[]): Table {
  const names = new Set<string>();
  for (const column of columns) {
    if (columnLength(column) !== rows)
      throw new HandraiseError('data', `column ${column.name} has ${columnLength(column)} rows, the table ${rows}`);
    if (names.has(column.name)) throw new HandraiseError('data', `column ${column.name} occurs twice`);
    names.add(column.name);
  }
  return { rows, columns };
}

/**
 * The rows at `indices`, in that order, in a new table that shares levels but no values.
 *
 * @param table the table
 * @param indices numbers of rows, from 0 on
 * @example
 * const table = createTable(3, [{ kind: 'number', name: 'visits', values: Float64Array.of(3, 1, 2) }]);
 * takeRows(table, Int32Array.of(2, 0)).columns[0] // { kind: 'number', name: 'visits', values: Float64Array.of(2, 3) }
 */
export function takeRows(table: Table, indices: Int32Array): Table {
  const columns = table.columns.map((column): Column => {
    if (column.kind === 'number') return { ...column, values: take(column.values, indices) };
    return { ...column, codes: take(column.codes, indices) };
  });
  return { rows: indices.length, columns };
}

/**
 * The columns of the given names, in that order; their values are shared.
 *
 * @param table the table
 * @param names names of its columns
 * @throws HandraiseError `data` for a name that no column has.
 * @example
 * const table = createTable(1, [
 *   { kind: 'number', name: 'visits', values: Float64Array.of(3) },
 *   { kind: 'number', name: 'opens', values: Float64Array.of(1) },
 * ]);
 * selectColumns(table, ['opens']).columns.map(({ name }) => name) // ['opens']
 */
export function selectColumns(table: Table, names: readonly string[]): Table {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const columns = names.map((name) => {
    const column = byName.get(name);
    if (!column) throw new HandraiseError('data', `the table has no column ${name}`);
    return column;
  });
  return { rows: table.rows, columns };
}
