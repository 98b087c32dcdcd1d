import type { CategoryColumn, Column, NumberColumn } from '../../../../src/table/table.ts';

/** A column by bins; −1 is missing, and so is whatever counts as missing. */
export interface BinnedFeature {
  readonly name: string;
  readonly type: 'number' | 'category';
  /** Bin of each row. */
  readonly bin: readonly number[];
  readonly bins: number;
  /** Between the bins of a number; none for a category. */
  readonly thresholds: readonly number[];
  /** The bins of a category; none for a number. */
  readonly levels: readonly string[];
}

export interface BinLimits {
  readonly maxBins: number;
  /** In the unit of the counts. */
  readonly minLevelCount: number;
}

/**
 * @param at positions of the rows that count. @param count whole number that each of them counts.
 */
export function binned(
  column: Column,
  at: readonly number[],
  count: readonly number[],
  limits: BinLimits,
): BinnedFeature {
  return column.kind === 'number'
    ? binnedNumber(column, at, count, limits.maxBins)
    : binnedCategory(column, at, count, limits.minLevelCount);
}

function binnedNumber(
  column: NumberColumn,
  at: readonly number[],
  count: readonly number[],
  maxBins: number,
): BinnedFeature {
  const values = at.map((row) => column.values[row]! + 0);
  const distinct = [...new Set(values.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  const held = distinct.map((value) => countWhere(count, (row) => values[row] === value));
  const groups = distinct.length <= maxBins ? distinct.map((value) => [value]) : sharedOut(distinct, held, maxBins);
  return {
    name: column.name,
    type: 'number',
    bin: values.map((value) => groups.findIndex((group) => group.includes(value))),
    bins: groups.length,
    thresholds: groups.slice(1).map((upper, i) => halfway(groups[i]!.at(-1)!, upper[0]!)),
    levels: [],
  };
}

/** Values, ascending, in no more than `maxBins` bins. */
function sharedOut(distinct: readonly number[], held: readonly number[], maxBins: number): readonly number[][] {
  const bins: number[][] = [];
  let open: number[] = [];
  let here = 0;
  let remaining = held.reduce((sum, c) => sum + c, 0);
  distinct.forEach((value, i) => {
    open.push(value);
    here += held[i]!;
    const left = maxBins - bins.length;
    const last = i === distinct.length - 1;
    if (last || (left > 1 && (2 * here + held[i + 1]!) * left > 2 * remaining)) {
      bins.push(open);
      open = [];
      remaining -= here;
      here = 0;
    }
  });
  return bins;
}

export function halfway(a: number, b: number): number {
  const middle = Number.isFinite(b - a) ? a + (b - a) / 2 : a / 2 + b / 2;
  return middle === b ? a : middle;
}

function binnedCategory(
  column: CategoryColumn,
  at: readonly number[],
  count: readonly number[],
  minLevelCount: number,
): BinnedFeature {
  const names = at.map((row) => column.levels[column.codes[row]!]);
  const weighty = [...new Set(names)]
    .filter((name) => name !== undefined)
    .map((name) => ({ name, held: countWhere(count, (row) => names[row] === name) }))
    .filter(({ held }) => held >= minLevelCount)
    .sort((a, b) => b.held - a.held || byCodeUnits(a.name, b.name))
    .slice(0, 254);
  const levels = weighty.map(({ name }) => name).sort(byCodeUnits);
  return {
    name: column.name,
    type: 'category',
    bin: names.map((name) => (name === undefined ? -1 : levels.indexOf(name))),
    bins: levels.length,
    thresholds: [],
    levels,
  };
}

function countWhere(count: readonly number[], holds: (row: number) => boolean): number {
  return count.reduce((sum, c, row) => (holds(row) ? sum + c : sum), 0);
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
