import { z } from 'zod';
import type { CategoryColumn } from '../../table/table.ts';
import type { WeightedRows } from '../weightedRows.ts';

const share = z.number().min(0).max(1);

export const categoryEncodingSchema = z.strictObject({
  type: z.literal('category'),
  name: z.string().min(1),
  /** Levels with an indicator of their own, and their shares of the training rows. */
  levels: z.array(z.strictObject({ level: z.string(), share })),
  /** Share of all other levels together; unseen ones belong here too. */
  other: share,
  missing: share,
});

/** How a category becomes indicators: its levels, then the other levels, then missing. */
type CategoryEncoding = z.output<typeof categoryEncodingSchema>;

/** Fewer rows say too little about a level to give it a column of its own. */
const minimum = { rows: 10, share: 0.001 };

/** Learns the levels of one category column from the training rows, rows counted by weight. */
export function fitCategory(column: CategoryColumn, training: WeightedRows): CategoryEncoding {
  const { rows, label, weight, totalWeight } = training;
  const weights = new Float64Array(column.levels.length);
  let missing = 0;
  for (let i = 0; i < label.length; i++) {
    const code = column.codes[rows ? rows[i]! : i]!;
    const own = weight ? weight[i]! : 1;
    if (code < 0) missing += own;
    else weights[code]! += own;
  }
  const least = Math.max(minimum.rows, minimum.share * totalWeight);
  const found = column.levels
    .map((level, code) => ({ level, weight: weights[code]! }))
    .sort((a, b) => (a.level < b.level ? -1 : 1));
  const other = found.reduce((sum, level) => (level.weight < least ? sum + level.weight : sum), 0);
  // Of these very sums, so that the share of the only slot in use is exactly 1.
  const total = found.reduce((sum, level) => (level.weight >= least ? sum + level.weight : sum), other + missing);
  return {
    type: 'category',
    name: column.name,
    levels: found
      .filter((level) => level.weight >= least)
      .map((level) => ({ level: level.level, share: level.weight / total })),
    other: other / total,
    missing: missing / total,
  };
}

/** Shares of all slots, in the order of the slots: levels, other, missing. */
export function slotShares(encoding: CategoryEncoding): number[] {
  return [...encoding.levels.map((level) => level.share), encoding.other, encoding.missing];
}

/** The slot of every code of a column: entry `code + 1`, so that entry 0 is missing. */
export function slotOfCode(encoding: CategoryEncoding, column: CategoryColumn): Int16Array {
  const known = new Map(encoding.levels.map(({ level }, at) => [level, at]));
  const other = encoding.levels.length;
  return Int16Array.from([other + 1, ...column.levels.map((level) => known.get(level) ?? other)]);
}
