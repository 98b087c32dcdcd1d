import { total } from '../numeric/total.ts';
import { type CategoryColumn, type Column, type NumberColumn, selectColumns, type Table } from '../table/table.ts';
import type { Predict } from './permutationImportance.ts';
import { replaceColumn } from './replaceColumn.ts';

/** What the model says on average when every row is given a value, and the share of the rows that are nearest to it. */
export interface DependencePoint {
  /** Mean calibrated probability. */
  readonly probability: number;
  readonly share: number;
}

/** How the mean probability goes with one feature. */
export interface PartialDependence {
  readonly feature: string;
  /** Ascending numbers, or the levels of a category, those of most rows first. */
  readonly points: readonly (DependencePoint & { readonly value: number | string })[];
  /** All levels without a point of their own, given in turn; absent where there are none. */
  readonly others?: DependencePoint & { readonly levels: number };
  /** Absent where no row lacks a value. */
  readonly missing?: DependencePoint;
}

/** How many points a curve has. */
export interface DependenceOptions {
  /** Most values of a number, by default 20. */
  readonly values?: number;
  /** Most levels of a category, by default 12. */
  readonly levels?: number;
}

/**
 * Partial dependence of the probability on a feature: the mean over `rows` when all of them are given the same value.
 *
 * Friedman (2001), Greedy function approximation, Annals of Statistics 29, 1189–1232, 8.2; scikit-learn's partial_dependence with
 * method="brute". The values are those that occur in `seen`: of a number at equal steps of the rows, where those of one value count as no
 * more than so many that enough values are found: a count that is mostly 0 still has its higher values. Where features go together, some rows so made never occur.
 *
 * @param predict calibrated probabilities of the rows of a table
 * @param rows rows over which the mean is taken
 * @param seen rows whose values are tried, and whose shares are given; of the same columns
 * @param feature a column of both
 * @param options how many values and levels are tried at most
 * @throws HandraiseError `data` for a feature that is no column.
 * @example
 * const table = createTable(4, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3) }]);
 * const predict = (rows: Table) => (rows.columns[0] as NumberColumn).values.map((visits) => visits / 10);
 * const dependence = partialDependence(predict, table, table, 'visits');
 * dependence.feature // 'visits'
 */
export function partialDependence(
  predict: Predict,
  rows: Table,
  seen: Table,
  feature: string,
  { values = 20, levels = 12 }: DependenceOptions = {},
): PartialDependence {
  const column = selectColumns(seen, [feature]).columns[0]!;
  return column.kind === 'number' ? ofNumber(predict, rows, column, values) : ofCategory(predict, rows, column, levels);
}

function ofNumber(predict: Predict, rows: Table, column: NumberColumn, most: number): PartialDependence {
  const { name } = column;
  // −0 becomes 0.
  const sorted = column.values
    .filter((value) => !Number.isNaN(value))
    .map((value) => value + 0)
    .sort();
  const grid = spaced(sorted, most);
  const counts = new Int32Array(grid.length);
  let at = 0;
  for (const value of sorted) {
    while (at + 1 < grid.length && value - grid[at]! > grid[at + 1]! - value) at++;
    counts[at] = counts[at]! + 1;
  }
  const given = (value: number) =>
    meanGiven(predict, rows, { kind: 'number', name, values: new Float64Array(rows.rows).fill(value) });
  const all = column.values.length;
  const without = all - sorted.length;
  return {
    feature: name,
    points: Array.from(grid, (value, i) => ({ value, probability: given(value), share: counts[i]! / all })),
    ...(without > 0 ? { missing: { probability: given(Number.NaN), share: without / all } } : {}),
  };
}

function ofCategory(predict: Predict, rows: Table, column: CategoryColumn, most: number): PartialDependence {
  const { name, levels, codes } = column;
  const counts = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code] = counts[code]! + 1;
  const known = [...counts.keys()]
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || (levels[a]! < levels[b]! ? -1 : 1));
  // A single level too many is shown as itself.
  const shown = known.slice(0, known.length === most + 1 ? most + 1 : most);
  const rest = known.slice(shown.length);
  const given = (codes: Int32Array) => meanGiven(predict, rows, { ...column, codes });
  const one = (code: number) => given(new Int32Array(rows.rows).fill(code));
  const share = (count: number) => count / codes.length;
  const without = codes.reduce((sum, code) => sum + Number(code < 0), 0);
  return {
    feature: name,
    points: shown.map((code) => ({ value: levels[code]!, probability: one(code), share: share(counts[code]!) })),
    ...(rest.length > 0
      ? {
          others: {
            levels: rest.length,
            probability: given(inTurn(codes, new Set(rest), rows.rows)),
            share: share(rest.reduce((sum, code) => sum + counts[code]!, 0)),
          },
        }
      : {}),
    ...(without > 0 ? { missing: { probability: one(-1), share: share(without) } } : {}),
  };
}

/** As many codes as there are rows: those of `codes` that are in `of`, at equal steps or over and over. */
function inTurn(codes: Int32Array, of: ReadonlySet<number>, rows: number): Int32Array {
  const found = codes.filter((code) => of.has(code));
  return Int32Array.from({ length: rows }, (_, row) =>
    found.length > rows ? found[Math.floor((row * found.length) / rows)]! : found[row % found.length]!,
  );
}

/** At most `most` of the distinct values, the first and the last among them. */
function spaced(sorted: Float64Array, most: number): Float64Array {
  const first = Int32Array.from(sorted.keys()).filter((i) => i === 0 || sorted[i] !== sorted[i - 1]);
  if (first.length <= most) return Float64Array.from(first, (i) => sorted[i]!);
  let picked: readonly number[] = [];
  // With a cap of one row these are equal steps among the distinct values, of which there are enough.
  for (let cap = sorted.length; picked.length < most; cap = Math.floor(cap / 2)) {
    const weight = Float64Array.from(first, (i, at) => Math.min(cap, (first[at + 1] ?? sorted.length) - i));
    picked = atEqualSteps(weight, most);
  }
  return Float64Array.from(picked, (at) => sorted[first[at]!]!);
}

/** Positions at which the running weight passes equal steps, each once; the first and the last among them. */
function atEqualSteps(weight: Float64Array, steps: number): readonly number[] {
  const span = total(weight) - 1;
  const picked = new Set<number>();
  let at = 0;
  let passed = weight[0]!;
  for (let step = 0; step < steps; step++) {
    while (passed <= (step * span) / (steps - 1) && at + 1 < weight.length) passed += weight[++at]!;
    picked.add(at);
  }
  return [...picked];
}

/** Mean probability of the rows with another column. */
function meanGiven(predict: Predict, rows: Table, column: Column): number {
  const probabilities = predict(replaceColumn(rows, column), { from: rows, column });
  return total(probabilities) / probabilities.length;
}
