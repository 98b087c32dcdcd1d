import { HandraiseError } from '../../../errors.ts';
import type { CategoryColumn, Column } from '../../../table/table.ts';
import type { WeightedRows } from '../../weightedRows.ts';
import type { EnsembleFeature } from '../ensemble.ts';

/** Rows that count in a fit, with the columns of their table. */
export interface TableRows extends WeightedRows {
  readonly columns: readonly Column[];
}

/** Copies the numbers of a column, for the rows that count, to `out`. */
export function copyNumbers(values: Float64Array, rows: Int32Array | undefined, out: Float64Array): void {
  if (!rows) out.set(values);
  else for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
}

/** Bins of levels that splits can tell apart: 254 beside the one for missing values, so that a byte holds any. */
const mostLevels = 254;

/**
 * The levels of a column that have rows enough, ascending by UTF-16 code units.
 *
 * @param counts weight of every row that counts, in the order of `rows`; see `lanes` of the kernel
 * @param least weight a level must have, in the unit of the counts
 */
export function levelsOf(
  column: CategoryColumn,
  { rows, label }: WeightedRows,
  counts: (i: number) => number,
  least: number,
): string[] {
  const weights = new Float64Array(column.levels.length);
  for (let i = 0; i < label.length; i++) {
    const code = column.codes[rows ? rows[i]! : i]!;
    if (code >= 0) weights[code]! += counts(i);
  }
  return column.levels
    .map((level, code) => ({ level, weight: weights[code]! }))
    .filter(({ weight }) => weight > 0 && weight >= least)
    .sort((a, b) => b.weight - a.weight || (a.level < b.level ? -1 : 1))
    .slice(0, mostLevels)
    .map(({ level }) => level)
    .sort();
}

/** Writes the bins of a category column: the positions of its levels, and the one behind the last for all else. */
export function writeLevels(
  column: CategoryColumn,
  feature: EnsembleFeature,
  { rows, label }: WeightedRows,
  write: (i: number, bin: number) => void,
): void {
  if (feature.type !== 'category') throw new HandraiseError('unexpected', `${feature.name} is no category`);
  const positions = new Map(feature.levels.map((level, at) => [level, at]));
  const missing = feature.levels.length;
  const byCode = Uint8Array.from(column.levels, (level) => positions.get(level) ?? missing);
  for (let i = 0; i < label.length; i++) {
    const code = column.codes[rows ? rows[i]! : i]!;
    write(i, code < 0 ? missing : byCode[code]!);
  }
}
