import { firstAtOrAfter } from '../../numeric/search.ts';
import { sortedValues } from '../../numeric/sortedValues.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../table/table.ts';
import { rarestLevel } from './rarestLevel.ts';

/** How far a column's values have moved from some rows to others. */
export interface Stability {
  /** Population stability index; NaN when either side has no rows. */
  readonly psi: number;
  /** What the index seldom exceeds when both sides are drawn from the same values: see `populationStability`. */
  readonly byChance: number;
}

const parts = 10;

/**
 * The population stability index of a column between training rows and the rows of now: Σ (q − p) · ln(q / p) over bins.
 *
 * A number's bins end at the tenths (quantiles of type 1: values that occur) of its known training values, each end included, ties merged; a
 * category's are its levels, those with fewer than 20 training rows, or none, in one. Missing values have a bin of their own. Bins
 * empty on both sides are left out; of the others, B in number, a share is (count + ½) / (rows + B / 2), so that none is 0.
 *
 * Without any change the index of n and m rows is about (1/n + 1/m) times a χ² of B − 1 degrees of freedom; `byChance` is three
 * standard deviations above the mean of that. Yurdakul and Naranjo 2020.
 */
export function populationStability(column: Column, train: Int32Array, now: Int32Array): Stability {
  if (train.length === 0 || now.length === 0) return { psi: Number.NaN, byChance: Number.NaN };
  const { bins, binOf } = column.kind === 'number' ? numberBins(column, train) : levelBins(column, train);
  const before = countsOf(train, binOf, bins);
  const after = countsOf(now, binOf, bins);
  const used = before.reduce((count, rows, bin) => count + (rows + after[bin]! > 0 ? 1 : 0), 0);
  let psi = 0;
  for (let bin = 0; bin < bins; bin++) {
    if (before[bin]! + after[bin]! === 0) continue;
    const p = (before[bin]! + 0.5) / (train.length + used / 2);
    const q = (after[bin]! + 0.5) / (now.length + used / 2);
    psi += (q - p) * Math.log(q / p);
  }
  const freedom = used - 1;
  return { psi, byChance: (freedom + 3 * Math.sqrt(2 * freedom)) * (1 / train.length + 1 / now.length) };
}

interface Bins {
  /** Their number; the last is that of missing values. */
  readonly bins: number;
  binOf(row: number): number;
}

function numberBins({ values }: NumberColumn, train: Int32Array): Bins {
  const known = sortedValues(values, train);
  const tenths = Array.from({ length: parts - 1 }, (_, i) => known[Math.ceil(((i + 1) * known.length) / parts) - 1]!);
  const ends = Float64Array.from(known.length === 0 ? [] : new Set(tenths));
  const missing = ends.length + 1;
  return {
    bins: missing + 1,
    binOf: (row) => (Number.isNaN(values[row]!) ? missing : firstAtOrAfter(ends, values[row]!, 0, ends.length)),
  };
}

function levelBins({ codes, levels }: CategoryColumn, train: Int32Array): Bins {
  const counts = new Float64Array(levels.length);
  for (const row of train) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const rare = levels.length;
  const missing = rare + 1;
  return {
    bins: missing + 1,
    binOf: (row) => (codes[row]! < 0 ? missing : counts[codes[row]!]! < rarestLevel ? rare : codes[row]!),
  };
}

function countsOf(rows: Int32Array, binOf: (row: number) => number, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (const row of rows) counts[binOf(row)]!++;
  return counts;
}
