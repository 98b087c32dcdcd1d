import type { Dataset } from '../../src/model/estimator.ts';
import { Random } from '../../src/numeric/random.ts';
import { type Column, createTable, type Table } from '../../src/table/table.ts';

export function numberColumn(name: string, values: ArrayLike<number>): Column {
  return { kind: 'number', name, values: Float64Array.from(values) };
}

/** A category column with the given levels; null is missing. */
export function categoryColumn(name: string, values: readonly (string | null)[], levels?: readonly string[]): Column {
  const all = levels ?? [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'category',
    name,
    levels: all,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : all.indexOf(value))),
  };
}

/** What a CRM yields: counts with zeros, days since (missing: never), a change, a few and many categories, dead columns. */
export function crmTable(rows: number, seed: number): Table {
  const random = new Random(seed);
  const draw = <T>(make: () => T) => Array.from({ length: rows }, make);
  return createTable(rows, [
    numberColumn(
      'opens',
      draw(() => random.poisson(2)),
    ),
    numberColumn(
      'visits',
      draw(() => Math.floor(random.exponential() ** 2 * 30)),
    ),
    numberColumn(
      'daysSince',
      draw(() => (random.next() < 0.3 ? Number.NaN : random.exponential() * 100)),
    ),
    numberColumn(
      'change',
      draw(() => random.normal()),
    ),
    categoryColumn(
      'country',
      draw(() => (random.next() < 0.1 ? null : ['NL', 'DE', 'FR'][random.integer(3)]!)),
    ),
    categoryColumn(
      'city',
      draw(() => `city ${random.integer(rows)}`),
    ),
    numberColumn(
      'constant',
      draw(() => 7),
    ),
    numberColumn(
      'never',
      draw(() => Number.NaN),
    ),
    categoryColumn(
      'nobody',
      draw(() => null),
      ['some', 'level'],
    ),
  ]);
}

/** Labels that depend on the table, both classes present; weights are whole numbers from 1 to 3. */
export function crmDataset(rows: number, seed: number): Required<Dataset> {
  const table = crmTable(rows, seed);
  const random = new Random(seed + 1);
  const [opens, visits] = table.columns.map((column) =>
    column.kind === 'number' ? column.values : new Float64Array(rows),
  );
  const label = Uint8Array.from({ length: rows }, (_, i) =>
    random.next() < 1 / (1 + Math.exp(2 - 0.5 * opens![i]! - 0.3 * Math.log1p(visits![i]!))) ? 1 : 0,
  );
  label[0] = 0;
  label[1] = 1;
  return { table, label, weight: Float64Array.from(label, () => 1 + random.integer(3)) };
}

/** The rows at `indices`, in that order. */
export function takeDataset(
  { table, label, weight }: Required<Dataset>,
  indices: readonly number[],
): Required<Dataset> {
  return {
    table: createTable(
      indices.length,
      table.columns.map((column) =>
        column.kind === 'number'
          ? { ...column, values: Float64Array.from(indices, (i) => column.values[i]!) }
          : { ...column, codes: Int32Array.from(indices, (i) => column.codes[i]!) },
      ),
    ),
    label: Uint8Array.from(indices, (i) => label[i]!),
    weight: Float64Array.from(indices, (i) => weight[i]!),
  };
}

/** The rows of `a`, then those of `b`, which has the same columns. */
export function joinDatasets(a: Required<Dataset>, b: Required<Dataset>): Required<Dataset> {
  const columns = a.table.columns.map((column, at) => {
    const other = b.table.columns[at]!;
    if (column.kind === 'number' && other.kind === 'number')
      return numberColumn(column.name, [...column.values, ...other.values]);
    if (column.kind !== 'category' || other.kind !== 'category') throw new TypeError('columns of two kinds');
    const names = [column, other].flatMap(({ codes, levels }) =>
      Array.from(codes, (code) => (code < 0 ? null : levels[code]!)),
    );
    return categoryColumn(column.name, names);
  });
  return {
    table: createTable(a.table.rows + b.table.rows, columns),
    label: Uint8Array.from([...a.label, ...b.label]),
    weight: Float64Array.from([...a.weight, ...b.weight]),
  };
}
