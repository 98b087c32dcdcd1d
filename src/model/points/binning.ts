import { z } from 'zod';
import type { CategoryColumn, Column, NumberColumn } from '../../table/table.ts';
import type { TrainingRows } from '../trainingRows.ts';

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

/** The bin of a row of `column`, which has the type of the bins. */
export function binOf(bins: Bins, column: Column): (row: number) => number {
  if (bins.type === 'number' && column.kind === 'number') {
    const { edges } = bins;
    return (row) => {
      const value = column.values[row]!;
      if (Number.isNaN(value)) return edges.length + 1;
      let bin = 0;
      while (bin < edges.length && value > edges[bin]!) bin += 1;
      return bin;
    };
  }
  if (bins.type === 'category' && column.kind === 'category') {
    const known = new Map(bins.levels.map((level, at) => [level, at]));
    const byCode = column.levels.map((level) => known.get(level) ?? bins.levels.length);
    return (row) => byCode[column.codes[row]!] ?? bins.levels.length + 1;
  }
  throw new TypeError(`column ${column.name} was not matched`);
}

/** Bins as someone would choose them by hand, from the training rows. */
export function chooseBins(column: Column, training: TrainingRows): Bins {
  return column.kind === 'number' ? numberBins(column, training) : categoryBins(column, training);
}

/** Nothing or less, then the lower, middle and upper third of the positive values. */
function numberBins(column: NumberColumn, { rows, weight }: TrainingRows): Bins {
  const positive: { value: number; weight: number }[] = [];
  let nothing = false;
  for (let i = 0; i < rows.length; i++) {
    const value = column.values[rows[i]!]!;
    if (value > 0) positive.push({ value, weight: weight[i]! });
    else if (value <= 0) nothing = true;
  }
  if (positive.length === 0) return { type: 'number', edges: [] };
  positive.sort((a, b) => a.value - b.value);
  const total = positive.reduce((sum, entry) => sum + entry.weight, 0);
  const greatest = positive.at(-1)!.value;
  const edges = new Set(nothing ? [0] : []);
  let below = 0;
  for (const { value, weight: own } of positive) {
    for (const share of [1 / 3, 2 / 3])
      if (below < share * total && below + own >= share * total && value < greatest) edges.add(value);
    below += own;
  }
  return { type: 'number', edges: [...edges] };
}

/** A level that fewer rows have is taken together with the others. */
const minimum = { rows: 30, share: 0.01 };

function categoryBins(column: CategoryColumn, { rows, weight, totalWeight }: TrainingRows): Bins {
  const weights = new Float64Array(column.levels.length);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i]!]!;
    if (code >= 0) weights[code]! += weight[i]!;
  }
  const least = Math.max(minimum.rows, minimum.share * totalWeight);
  const levels = column.levels.filter((_, code) => weights[code]! >= least).sort((a, b) => (a < b ? -1 : 1));
  return { type: 'category', levels };
}
