import type { Column } from '../../table/table.ts';
import { isKnown } from '../columns.ts';
import { cellsOf } from './cells.ts';
import { knownRows } from './knownRows.ts';

/** How the values of a column in later rows are not those of the rows a model was trained on. Shares are of the rows of either side. */
export interface ColumnComparison {
  readonly missing: { readonly before: number; readonly after: number };
  /** Levels that no training row has, the most frequent first, and the share of later rows that have one. */
  readonly unseen: { readonly share: number; readonly levels: readonly string[] };
  /** The least and the greatest number of training, and the share of later rows outside. */
  readonly outside: { readonly share: number; readonly least: number; readonly greatest: number };
  /** The one value that all later rows have, where training rows have others too; null elsewhere. */
  readonly constant: { readonly value: string | number; readonly before: number } | null;
  /** Share of later rows that would need another value for their distribution to be that of training. */
  readonly moved: number;
  /** Share of later rows in which the column says nothing of what it said in training; 0 where all of the above may be chance. */
  readonly lost: number;
}

/** How seldom any of the columns may be found to differ by chance. */
const falseAlarm = 0.001;
/** From this share on the values are as good as all others. */
const nearlyAll = 0.8;
/** Ranges, or levels, by which distributions are compared. */
const most = 20;
const shownLevels = 3;

/**
 * Compares a column's values in later rows with those in training rows. Shares that chance alone would give so few rows are 0.
 *
 * That a share is beyond chance is told by Chernoff's bound of the binomial tail, and for the distribution, of which the total variation is
 * taken, by McDiarmid's inequality above its mean. A level is new to as many rows as training rows had a level for themselves. Good 1953.
 *
 * @param columns that are compared.
 */
export function compareColumn(column: Column, train: Int32Array, later: Int32Array, columns: number): ColumnComparison {
  const least = Math.log(columns / falseAlarm);
  const beyond = (after: number, before: number) => {
    const excess = later.length * divergence(after / later.length, (before + 1) / (train.length + 2));
    return after / later.length > (before + 1) / (train.length + 2) && excess > least ? after / later.length : 0;
  };
  const missingIn = (rows: Int32Array) => rows.length - knownRows(column, rows).length;
  const missing = { before: missingIn(train) / train.length, after: missingIn(later) / later.length };
  const emptied = beyond(missingIn(later), missingIn(train)) > 0 ? missing.after - missing.before : 0;
  const found = column.kind === 'number' ? outsideOf(column.values, train, later) : unseenOf(column, train, later);
  const foreign = beyond(found.rows, found.expected);
  const variation = totalVariation(column, train, later);
  const moved = variation.share > variation.byChance + Math.sqrt(least / (2 * later.length)) ? variation.share : 0;
  const constant = moved > 0 ? constantOf(column, train, later) : null;
  return {
    missing: emptied > 0 ? missing : { ...missing, after: missing.before },
    unseen: { share: column.kind === 'category' ? foreign : 0, levels: foreign > 0 ? found.levels : [] },
    outside: { share: column.kind === 'number' ? foreign : 0, least: found.least, greatest: found.greatest },
    constant,
    moved,
    lost: Math.min(1, Math.max(emptied + foreign, moved >= nearlyAll || constant ? moved : 0)),
  };
}

/** Of two Bernoulli distributions, in nats. Kullback and Leibler 1951. */
function divergence(after: number, before: number): number {
  const term = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b));
  return term(after, before) + term(1 - after, 1 - before);
}

interface Foreign {
  readonly rows: number;
  /** Training rows that were as foreign to the others. */
  readonly expected: number;
  readonly levels: readonly string[];
  readonly least: number;
  readonly greatest: number;
}

function outsideOf(values: Float64Array, train: Int32Array, later: Int32Array): Foreign {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const row of train) {
    if (Number.isNaN(values[row]!)) continue;
    least = Math.min(least, values[row]!);
    greatest = Math.max(greatest, values[row]!);
  }
  const rows = later.reduce((count, row) => count + Number(values[row]! < least || values[row]! > greatest), 0);
  return { rows, expected: 2, levels: [], least, greatest };
}

function unseenOf(column: Extract<Column, { kind: 'category' }>, train: Int32Array, later: Int32Array): Foreign {
  const { codes, levels } = column;
  const before = countsOf(train, (row) => codes[row]!, levels.length);
  const after = countsOf(later, (row) => codes[row]!, levels.length);
  const unseen = Array.from(levels.keys()).filter((code) => before[code] === 0 && after[code]! > 0);
  return {
    rows: unseen.reduce((sum, code) => sum + after[code]!, 0),
    expected: before.reduce((count, rows) => count + Number(rows === 1), 0),
    levels: unseen
      .sort((a, b) => after[b]! - after[a]! || (levels[a]! < levels[b]! ? -1 : 1))
      .slice(0, shownLevels)
      .map((code) => levels[code]!),
    least: Number.NaN,
    greatest: Number.NaN,
  };
}

function constantOf(column: Column, train: Int32Array, later: Int32Array): ColumnComparison['constant'] {
  const values = column.kind === 'number' ? column.values : column.codes;
  const first = values[later[0]!]!;
  if (!isKnown(column, later[0]!) || later.some((row) => values[row] !== first)) return null;
  const before = train.reduce((count, row) => count + Number(values[row] === first), 0) / train.length;
  return { value: column.kind === 'number' ? first : column.levels[first]!, before };
}

function totalVariation(column: Column, train: Int32Array, later: Int32Array) {
  const { cells, cellOf } = cellsOf(column, train, most, most);
  const before = countsOf(train, cellOf, cells);
  const after = countsOf(later, cellOf, cells);
  let share = 0;
  let byChance = 0;
  for (let cell = 0; cell < cells; cell++) {
    share += Math.abs(before[cell]! / train.length - after[cell]! / later.length) / 2;
    const pooled = (before[cell]! + after[cell]!) / (train.length + later.length);
    // The mean absolute deviation of a normal distribution is √(2 / π) of its standard deviation.
    byChance += Math.sqrt((pooled * (1 - pooled) * (1 / train.length + 1 / later.length) * 2) / Math.PI) / 2;
  }
  return { share, byChance };
}

/** @param cellOf −1 is not counted. */
function countsOf(rows: Int32Array, cellOf: (row: number) => number, cells: number): Float64Array {
  const counts = new Float64Array(cells);
  for (const row of rows) {
    const cell = cellOf(row);
    if (cell >= 0) counts[cell]!++;
  }
  return counts;
}
