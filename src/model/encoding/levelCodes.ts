import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';
import type { CategoryColumn, Column, NumberColumn, Table } from '../../table/table.ts';
import type { Dataset } from '../estimator.ts';
import { checkColumn } from '../featureColumns.ts';
import { exactWeights } from './exactWeights.ts';
import { compareNaturally } from './naturalOrder.ts';

const featureSchema = z.strictObject({
  name: z.string().min(1),
  /** Names of the two columns of numbers, which no column of the table has. */
  frequency: z.string().min(1),
  position: z.string().min(1),
  /** Each level that training rows have, and their weight. */
  levels: z
    .array(z.strictObject({ level: z.string(), weight: z.number().positive() }))
    .refine(
      (levels) => levels.every(({ level }, at) => at === 0 || compareNaturally(levels[at - 1]!.level, level) < 0),
      {
        error: 'levels do not ascend',
      },
    ),
});

export const levelCodesSchema = z
  .array(featureSchema)
  .min(1)
  .refine((features) => new Set(features.map(({ name }) => name)).size === features.length, {
    error: 'a feature occurs twice',
  });

/** Per category: how often each of its levels occurs, and in which order they are by name. */
export type LevelCodes = z.output<typeof levelCodesSchema>;

/**
 * What is to be known of the levels of some categories so that two numbers can stand beside each: the logarithm of how often its level occurs among
 * the training rows, plus one, and the level's place in the order of the names, digits by the number they write.
 *
 * Labels have no part in it. Rows count by weight; their order changes nothing.
 *
 * @param names of categories of the table, at least one.
 */
export function fitLevelCodes(data: Dataset, names: readonly string[]): LevelCodes {
  const weights = exactWeights(data);
  const taken = new Set(data.table.columns.map(({ name }) => name));
  return data.table.columns.flatMap((column) => {
    if (column.kind !== 'category' || !names.includes(column.name)) return [];
    const levels = weighedLevels(column, weights);
    const [frequency, position] = ['frequency', 'position'].map((what) => freeName(`${column.name}: ${what}`, taken));
    return [{ name: column.name, frequency: frequency!, position: position!, levels }];
  });
}

/**
 * The table with two columns of numbers more for each category. A level that no training row has occurs 0 times, and has the place between those that are
 * around it; missing stays missing.
 *
 * @throws HandraiseError `data` when such a column is no category, or breaks the rules of one.
 */
export function withLevelCodes(codes: LevelCodes, { rows, columns }: Table): Table {
  const byName = new Map(codes.map((one) => [one.name, one]));
  const added = columns.flatMap((column) => {
    const known = byName.get(column.name);
    return known ? codeColumns(column, known, rows) : [];
  });
  return { rows, columns: [...columns, ...added] };
}

function codeColumns(
  column: Column,
  { frequency, position, levels }: LevelCodes[number],
  rows: number,
): NumberColumn[] {
  if (column.kind !== 'category')
    throw new HandraiseError('data', `column ${column.name} is a ${column.kind}, expected a category`);
  checkColumn(column, rows);
  const places = column.levels.map((level) => placeOf(level, levels));
  const weights = places.map((place) => (Number.isInteger(place) ? levels[place]!.weight : 0));
  const numbers = (name: string, byCode: readonly number[]): NumberColumn => ({
    kind: 'number',
    name,
    values: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : byCode[code]!)),
  });
  return [numbers(frequency, weights.map(Math.log1p)), numbers(position, places)];
}

/** Where a level is in the order; halfway between its neighbours where it is not there. */
function placeOf(level: string, levels: LevelCodes[number]['levels']): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareNaturally(levels[middle]!.level, level) < 0) low = middle + 1;
    else high = middle;
  }
  return levels[low]?.level === level ? low : low - 0.5;
}

function weighedLevels({ codes, levels }: CategoryColumn, weights: Float64Array | undefined) {
  const byCode = new Float64Array(levels.length);
  for (let row = 0; row < codes.length; row++)
    if (codes[row]! >= 0) byCode[codes[row]!]! += weights ? weights[row]! : 1;
  return levels
    .map((level, code) => ({ level, weight: byCode[code]! }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => compareNaturally(a.level, b.level));
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  while (taken.has(name)) name += ' ';
  taken.add(name);
  return name;
}
