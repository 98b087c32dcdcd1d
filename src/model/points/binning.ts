import { z } from 'zod';
import { argsort } from '../../numeric/order.ts';
import { take } from '../../numeric/take.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../table/table.ts';
import type { WeightedRows } from '../weightedRows.ts';

const numberBinsSchema = z.strictObject({
  type: z.literal('number'),
  /** A value is in the first bin whose edge it does not exceed, else in the last; then comes the bin of missing values. */
  edges: z.array(z.number()),
});
const categoryBinsSchema = z.strictObject({
  type: z.literal('category'),
  /** A bin per level, one for all others, one for missing. */
  levels: z.array(z.string()),
});

export const binsSchema = z.discriminatedUnion('type', [numberBinsSchema, categoryBinsSchema]);

/** How the values of a feature fall into a few bins, the last of which is for missing ones. */
export type Bins = z.output<typeof binsSchema>;

/** Number of bins, that of missing values included. */
export function binCount(bins: Bins): number {
  return bins.type === 'number' ? bins.edges.length + 2 : bins.levels.length + 2;
}

/**
 * The bin of each of the given rows, or of all, of `column`, which has the type of the bins.
 *
 * @param rows numbers of rows; undefined for all of them, one after the other.
 */
export function binsOf(bins: Bins, column: Column, rows?: Int32Array): Int32Array {
  const values = column.kind === 'number' ? column.values : column.codes;
  const found = new Int32Array(rows ? rows.length : values.length);
  if (bins.type === 'number' && column.kind === 'number') {
    const { edges } = bins;
    for (let i = 0; i < found.length; i++) {
      const value = values[rows ? rows[i]! : i]!;
      let bin = 0;
      while (bin < edges.length && value > edges[bin]!) bin += 1;
      found[i] = Number.isNaN(value) ? edges.length + 1 : bin;
    }
    return found;
  }
  if (bins.type === 'category' && column.kind === 'category') {
    const known = new Map(bins.levels.map((level, at) => [level, at]));
    const byCode = column.levels.map((level) => known.get(level) ?? bins.levels.length);
    for (let i = 0; i < found.length; i++) found[i] = byCode[values[rows ? rows[i]! : i]!] ?? bins.levels.length + 1;
    return found;
  }
  throw new TypeError(`column ${column.name} was not matched`);
}

/** Bins as someone would choose them by hand, from the training rows. */
export function chooseBins(column: Column, training: WeightedRows): Bins {
  return column.kind === 'number' ? numberBins(column, training) : categoryBins(column, training);
}

/** Nothing or less, then the lower, middle and upper third of the positive values. */
function numberBins({ values }: NumberColumn, training: WeightedRows): Bins {
  const { rows, label } = training;
  const positive = new Int32Array(label.length);
  let count = 0;
  let nothing = false;
  for (let i = 0; i < label.length; i++) {
    const value = values[rows ? rows[i]! : i]!;
    if (value > 0) positive[count++] = i;
    else if (value <= 0) nothing = true;
  }
  const edges = new Set(nothing && count > 0 ? [0] : []);
  for (const edge of thirds(values, positive.subarray(0, count), training)) edges.add(edge);
  return { type: 'number', edges: [...edges] };
}

/** The greatest value of the lower and of the middle third of the weight, where it is not the greatest of all. */
function thirds(values: Float64Array, positions: Int32Array, { rows, weight }: WeightedRows): readonly number[] {
  const own = Float64Array.from(positions, (i) => values[rows ? rows[i]! : i]!);
  const weights = weight && take(weight, positions);
  const order = weights && argsort(own);
  const sorted = order ? take(own, order) : own.sort();
  const total = weights ? weights.reduce((sum, one) => sum + one, 0) : sorted.length;
  const found: number[] = [];
  let below = 0;
  for (let i = 0; i < sorted.length; i++) {
    const upTo = below + (order ? weights[order[i]!]! : 1);
    for (const share of [1 / 3, 2 / 3])
      if (below < share * total && upTo >= share * total && sorted[i]! < sorted.at(-1)!) found.push(sorted[i]!);
    below = upTo;
  }
  return found;
}

/** A level that fewer rows have is taken together with the others. */
const minimum = { rows: 30, share: 0.01 };

function categoryBins(column: CategoryColumn, { rows, label, weight, totalWeight }: WeightedRows): Bins {
  const weights = new Float64Array(column.levels.length);
  for (let i = 0; i < label.length; i++) {
    const code = column.codes[rows ? rows[i]! : i]!;
    if (code >= 0) weights[code]! += weight ? weight[i]! : 1;
  }
  const least = Math.max(minimum.rows, minimum.share * totalWeight);
  const levels = column.levels.filter((_, code) => weights[code]! >= least).sort((a, b) => (a < b ? -1 : 1));
  return { type: 'category', levels };
}
