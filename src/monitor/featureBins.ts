import { rarestLevel } from '../features/audit/rarestLevel.ts';
import { firstAtOrAfter } from '../numeric/search.ts';
import type { Column, Table } from '../table/table.ts';

/** Ranges of a number, or levels of a category, by which its values are counted from run to run. */
export type FeatureBins =
  | {
      readonly feature: string;
      /** Each range ends with one of these, itself included; the last has no end. */
      readonly ends: readonly number[];
      /** Smaller or greater values are none that training rows came near to. */
      readonly least: number;
      readonly most: number;
    }
  | { readonly feature: string; readonly levels: readonly string[] };

/** Rows of a feature: those of each bin, then those of no bin (beyond every value of training, or of other levels), then those without a value. */
export interface BinCounts {
  readonly feature: string;
  readonly counts: readonly number[];
}

const parts = 10;
/** Levels with a bin of their own, the most frequent. */
const mostLevels = 50;
/** Values so many times those of training are of another unit, or stand for something else. */
const farOut = 10;

/**
 * Bins of every column by the values of training rows: the tenths of a number (quantiles of type 1, ties merged); of a category the
 * levels with at least 20 rows.
 */
export function binsOf(table: Table, rows: Int32Array): readonly FeatureBins[] {
  return table.columns.map((column) => (column.kind === 'number' ? rangesOf(column, rows) : levelsOf(column, rows)));
}

function rangesOf({ name, values }: Extract<Column, { kind: 'number' }>, rows: Int32Array): FeatureBins {
  const known = Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const tenths = Array.from({ length: parts - 1 }, (_, i) => known[Math.ceil(((i + 1) * known.length) / parts) - 1]!);
  const far = (value: number) => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, farOut * value));
  return {
    feature: name,
    ends: known.length === 0 ? [] : [...new Set(tenths)],
    least: far(Math.min(0, known[0] ?? -Number.MAX_VALUE)),
    most: far(Math.max(0, known.at(-1) ?? Number.MAX_VALUE)),
  };
}

function levelsOf({ name, codes, levels }: Extract<Column, { kind: 'category' }>, rows: Int32Array): FeatureBins {
  const counts = new Float64Array(levels.length);
  for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const frequent = Array.from(levels.keys())
    .filter((code) => counts[code]! >= rarestLevel)
    .sort((a, b) => counts[b]! - counts[a]! || (levels[a]! < levels[b]! ? -1 : 1));
  return { feature: name, levels: frequent.slice(0, mostLevels).map((code) => levels[code]!) };
}

/** Counts rows of a table in the bins of a training. A feature that the table lacks is left out. */
export function countBins(bins: readonly FeatureBins[], table: Table, rows: Int32Array): readonly BinCounts[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return bins.flatMap((of): BinCounts[] => {
    const column = columns.get(of.feature);
    if (!column) return [];
    const size = 'ends' in of ? of.ends.length + 1 : of.levels.length;
    const counts = new Array<number>(size + 2).fill(0);
    const binOf = binOfRow(of, column, size);
    for (const row of rows) counts[binOf(row)]!++;
    return [{ feature: of.feature, counts }];
  });
}

/** @param size bins with values; the one after is that of values of no bin, the next that of missing ones. */
function binOfRow(bins: FeatureBins, column: Column, size: number): (row: number) => number {
  if ('ends' in bins !== (column.kind === 'number')) return () => size;
  if ('ends' in bins && column.kind === 'number') {
    const ends = Float64Array.from(bins.ends);
    const { least, most } = bins;
    return (row) => {
      const value = column.values[row]!;
      if (Number.isNaN(value)) return size + 1;
      return value < least || value > most ? size : firstAtOrAfter(ends, value, 0, ends.length);
    };
  }
  if (!('levels' in bins) || column.kind !== 'category') return () => size;
  const at = new Map(bins.levels.map((level, bin) => [level, bin]));
  const binOfCode = Int32Array.from(column.levels, (level) => at.get(level) ?? size);
  return (row) => (column.codes[row]! < 0 ? size + 1 : binOfCode[column.codes[row]!]!);
}

/** At most so many of the rows, evenly spread. */
export function sampleOf(rows: Int32Array, most: number): Int32Array {
  if (rows.length <= most) return rows;
  return Int32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]!);
}
