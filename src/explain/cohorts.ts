import type { Column, NumberColumn, Table } from '../table/table.ts';

/** Past cases, a contact on a past date each, and how many of them converted within the horizon. */
export interface Cohort {
  readonly cases: number;
  readonly converted: number;
}

/** Cases whose value of a feature is one level, or is at most `upTo` and above that of the cell before; neither: cases without a value. */
export interface CohortCell extends Cohort {
  readonly upTo?: number | undefined;
  readonly level?: string | undefined;
}

/** The cells of one feature: numbers ascending, levels by name. */
export interface FeatureCohorts {
  readonly feature: string;
  readonly cells: readonly CohortCell[];
}

/** What became of past cases with one value or another: of all of them, and by feature. */
export interface Cohorts extends Cohort {
  readonly features: readonly FeatureCohorts[];
}

/** Cases with about the same value of a feature, as a reason tells of them. */
export interface SimilarCases {
  readonly cases: number;
  /** Share of them that converted, drawn towards that of all cases; see `similarCases`. */
  readonly rate: number;
  /** Share of all cases that converted. */
  readonly overall: number;
}

/** Fewer cases than these say little, and may be a few people whom everybody knows. */
const fewestCases = 100;

/** The rate of few cases is drawn towards that of all, as if so many more had been seen that convert as usual. */
const priorCases = 100;

/** Shares of the known values at which cells end; narrow towards the top, where those at the head of a list are. */
const cellEnds = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

/** Rows that decide where cells end. */
const sampledRows = 20_000;

/** Rows whose outcome is known. */
interface KnownRows {
  readonly table: Table;
  /** 0 or 1 per row. */
  readonly label: Uint8Array;
  readonly weight?: Float64Array;
}

/**
 * Counts, by feature, past cases with about the same value and those of them that converted.
 *
 * A number's cells end at quantiles of its known values, so that each value is in one cell alone; a cell of fewer than 100 cases is joined with the
 * next. A level or the lack of a value with fewer has no cell.
 *
 * @param rows matured rows that training learned from, each counted by its weight
 * @param features columns of the table
 * @example
 * const table = createTable(200, [{ kind: 'number', name: 'visits', values: Float64Array.from({ length: 200 }, (_, row) => row % 2) }]);
 * const label = Uint8Array.from({ length: 200 }, (_, row) => Number(row % 10 === 1));
 * cohortsOf({ table, label }, ['visits']).features[0]!.cells // [{ upTo: 0, cases: 100, converted: 0 }, { upTo: 1, cases: 100, converted: 20 }]
 */
export function cohortsOf(rows: KnownRows, features: readonly string[]): Cohorts {
  const columns = new Map(rows.table.columns.map((column) => [column.name, column]));
  const all = new Counts(1);
  for (let row = 0; row < rows.table.rows; row++) all.add(0, rows, row);
  return {
    ...all.at(0),
    features: features.flatMap((feature) => {
      const column = columns.get(feature);
      return column ? [{ feature, cells: cellsOf(column, rows) }] : [];
    }),
  };
}

function cellsOf(column: Column, rows: KnownRows): readonly CohortCell[] {
  if (column.kind === 'number') return numberCells(column, rows);
  const { codes, levels } = column;
  const counts = new Counts(levels.length + 1);
  codes.forEach((code, row) => {
    counts.add(code < 0 ? levels.length : code, rows, row);
  });
  const cells = levels
    .map((level, code) => ({ level, ...counts.at(code) }))
    .sort((a, b) => (a.level < b.level ? -1 : 1));
  return [...cells, counts.at(levels.length)].filter(isLarge);
}

function numberCells({ values }: NumberColumn, rows: KnownRows): readonly CohortCell[] {
  const ends = endsOf(values);
  const counts = new Counts(ends.length + 2);
  let most = Number.NEGATIVE_INFINITY;
  values.forEach((value, row) => {
    if (value > most) most = value;
    counts.add(Number.isNaN(value) ? ends.length + 1 : placeOf(value, ends), rows, row);
  });
  const cells: CohortCell[] = [];
  let open = nobody;
  for (let at = 0; at <= ends.length; at++) {
    open = sum(open, counts.at(at));
    const upTo = ends[at] ?? most;
    if (isLarge(open)) {
      cells.push({ upTo, ...open });
      open = nobody;
    }
  }
  // What is left at the top is joined with the cell below it.
  const last = cells.at(-1);
  if (last && open.cases > 0) cells[cells.length - 1] = { upTo: most, ...sum(last, open) };
  return [...cells, counts.at(ends.length + 1)].filter(isLarge);
}

/** Where cells end but the last, ascending, all different; values above the last end are in a cell of their own. */
function endsOf(values: Float64Array): Float64Array {
  const step = Math.max(1, Math.floor(values.length / sampledRows));
  const sampled = values.filter((value, row) => row % step === 0 && !Number.isNaN(value)).sort();
  const distinct = new Set<number>();
  for (const share of cellEnds)
    if (sampled.length > 0) distinct.add(sampled[Math.ceil(share * sampled.length) - 1]! + 0);
  return Float64Array.from(distinct);
}

/** Cell of a value: the first that ends at or above it. */
function placeOf(value: number, ends: ArrayLike<number>): number {
  let at = 0;
  while (at < ends.length && value > ends[at]!) at++;
  return at;
}

const nobody: Cohort = { cases: 0, converted: 0 };

function sum(a: Cohort, b: Cohort): Cohort {
  return { cases: a.cases + b.cases, converted: a.converted + b.converted };
}

function isLarge({ cases }: Cohort): boolean {
  return cases >= fewestCases;
}

class Counts {
  readonly #cases: Float64Array;
  readonly #converted: Float64Array;

  constructor(cells: number) {
    this.#cases = new Float64Array(cells);
    this.#converted = new Float64Array(cells);
  }

  add(cell: number, { label, weight }: KnownRows, row: number): void {
    const by = weight?.[row] ?? 1;
    this.#cases[cell]! += by;
    if (label[row] === 1) this.#converted[cell]! += by;
  }

  at(cell: number): Cohort {
    return { cases: this.#cases[cell]!, converted: this.#converted[cell]! };
  }
}

/**
 * Looks up, for the values of one feature, past cases with about the same value.
 *
 * The rate is (converted + 100 × overall) ÷ (cases + 100): the mean of a beta distribution around the overall rate, after the cases were seen. A
 * value beyond all that were seen counts to the cell at that end. Rates have four significant digits.
 *
 * @returns of a value (null is missing) its cases; null where fewer than 100 are known.
 */
export function similarCases(
  cohorts: Cohorts,
  feature: string,
): (value: number | string | null) => SimilarCases | null {
  const found = cohorts.features.find((of) => of.feature === feature);
  if (!found || cohorts.cases === 0) return () => null;
  const overall = cohorts.converted / cohorts.cases;
  const told = found.cells.map(({ cases, converted, ...of }) => ({
    ...of,
    said: {
      cases,
      rate: fourDigits((converted + priorCases * overall) / (cases + priorCases)),
      overall: fourDigits(overall),
    },
  }));
  const numbers = told.filter(({ upTo }) => upTo !== undefined);
  const ends = numbers.slice(0, -1).map(({ upTo }) => upTo!);
  const levels = new Map(told.flatMap(({ level, said }) => (level === undefined ? [] : [[level, said] as const])));
  const missing = told.find(({ upTo, level }) => upTo === undefined && level === undefined)?.said ?? null;
  return (value) => {
    if (value === null) return missing;
    if (typeof value === 'string') return levels.get(value) ?? null;
    return numbers[placeOf(value, ends)]?.said ?? null;
  };
}

function fourDigits(share: number): number {
  return Number(share.toPrecision(4));
}
