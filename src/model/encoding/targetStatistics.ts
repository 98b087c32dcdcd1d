import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';
import { argsort } from '../../numeric/order.ts';
import type { CategoryColumn, Column, NumberColumn, Table } from '../../table/table.ts';
import type { Dataset } from '../estimator.ts';
import { checkColumn } from '../featureColumns.ts';
import { exactWeights } from './exactWeights.ts';
import { LevelTally } from './levelTally.ts';

const levelSchema = z.strictObject({
  level: z.string(),
  /** Log-odds of the outcome beyond those of the base rate, smoothed. */
  logOdds: z.number(),
});

const featureSchema = z.strictObject({
  name: z.string().min(1),
  /** Ascending by UTF-16 code units; any other level has the log-odds of the base rate, which is 0 here. */
  levels: z
    .array(levelSchema)
    .refine((levels) => levels.every(({ level }, i) => i === 0 || levels[i - 1]!.level < level), {
      error: 'levels do not ascend',
    }),
});

export const targetStatisticsSchema = z
  .array(featureSchema)
  .min(1)
  .refine((features) => new Set(features.map(({ name }) => name)).size === features.length, {
    error: 'a feature occurs twice',
  });

/** Per category that is scored as a number: what each of its levels counts for. */
export type TargetStatistics = z.output<typeof targetStatisticsSchema>;

/** Rows with the instant of each, after which nothing was known. */
export interface DatedDataset extends Dataset {
  /** In any unit that `horizon` has too, such as µs since 1970. */
  readonly asOf: Float64Array;
}

/**
 * Puts target statistics in the place of categories, in the order of time.
 *
 * The statistic of a row as of t is how far the log-odds of its level lie from those of the base rate, by labels of rows
 * whose whole horizon was over at t: t − asOf ≥ horizon. So no row meets its own label, nor one of its future, and what
 * a model learns from is what it will be given. Rates are smoothed towards the base rate known then: see `LevelTally`. A
 * level without any such row has 0, missing stays missing. Rows count by weight; their order changes nothing. The statistics for
 * later rows know the labels of these: where levels are small, these rows scored again would look better than they are.
 *
 * The idea is that of CatBoost's ordered target statistics (Prokhorenkova et al. 2018), which take a random order for time.
 *
 * @param names of categories of the table.
 * @param horizon above 0.
 * @returns the table to learn from, and the statistics by all labels, for rows that are scored later.
 * @throws HandraiseError `data` for instants that are not finite or not as many as rows, or a horizon that is not above 0.
 */
export function fitTargetStatistics(
  data: DatedDataset,
  names: readonly string[],
  horizon: number,
): { readonly table: Table; readonly statistics: TargetStatistics } {
  checkDates(data, horizon);
  const encoded = new Set(names);
  const statistics: TargetStatistics[number][] = [];
  const time = { asOf: data.asOf, order: argsort(data.asOf), horizon };
  const weights = exactWeights(data);
  const columns = data.table.columns.map((column) => {
    if (column.kind !== 'category' || !encoded.has(column.name)) return column;
    const { values, levels } = encodedInTime(column, data.label, weights, time);
    statistics.push({ name: column.name, levels });
    return { kind: 'number', name: column.name, values } as const;
  });
  return { table: { rows: data.table.rows, columns }, statistics };
}

/**
 * The table with the numbers of their levels in the place of the categories; other columns as they are.
 *
 * @throws HandraiseError `data` when such a column is no category, or breaks the rules of one.
 */
export function applyTargetStatistics(statistics: TargetStatistics, { rows, columns }: Table): Table {
  const byName = new Map(statistics.map(({ name, levels }) => [name, levels]));
  return {
    rows,
    columns: columns.map((column) => {
      const levels = byName.get(column.name);
      return levels ? numberOf(column, levels, rows) : column;
    }),
  };
}

function numberOf(column: Column, levels: TargetStatistics[number]['levels'], rows: number): NumberColumn {
  if (column.kind !== 'category')
    throw new HandraiseError('data', `column ${column.name} is a ${column.kind}, expected a category`);
  checkColumn(column, rows);
  const known = new Map(levels.map(({ level, logOdds }) => [level, logOdds]));
  const byCode = column.levels.map((level) => known.get(level) ?? 0);
  return {
    kind: 'number',
    name: column.name,
    values: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : byCode[code]!)),
  };
}

/** The rows by their instants. */
interface Time {
  readonly asOf: Float64Array;
  readonly order: Int32Array;
  readonly horizon: number;
}

/** The statistic of each row at its time, and those of all levels at the end. */
function encodedInTime(
  { codes, levels }: CategoryColumn,
  label: Uint8Array,
  weights: Float64Array | undefined,
  { asOf, order, horizon }: Time,
) {
  const tally = new LevelTally(levels.length);
  const add = (row: number) => tally.add(codes[row]!, label[row]!, weights ? weights[row]! : 1);
  const values = new Float64Array(codes.length);
  let matured = 0;
  for (const row of order) {
    while (asOf[row]! - asOf[order[matured]!]! >= horizon) add(order[matured++]!);
    values[row] = codes[row]! < 0 ? Number.NaN : tally.logOdds(codes[row]!);
  }
  while (matured < order.length) add(order[matured++]!);
  return {
    values,
    levels: levels
      .flatMap((level, code) => (tally.weight(code) > 0 ? [{ level, logOdds: tally.logOdds(code) }] : []))
      .sort((a, b) => (a.level < b.level ? -1 : 1)),
  };
}

function checkDates({ asOf, label }: DatedDataset, horizon: number): void {
  if (asOf.length !== label.length)
    throw new HandraiseError('data', `there are ${asOf.length} as-of dates for ${label.length} rows`);
  const wrong = asOf.findIndex((instant) => !Number.isFinite(instant));
  if (wrong >= 0) throw new HandraiseError('data', `the as-of date of row ${wrong + 1} is ${asOf[wrong]}`);
  if (!(horizon > 0)) throw new HandraiseError('data', `the horizon is ${horizon}, expected a number above 0`);
}
