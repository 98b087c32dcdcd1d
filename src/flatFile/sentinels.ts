import type { Column } from '../table/table.ts';

const candidates = [-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999];
/** Share of the values from which on a remark is worth its line. */
const fewest = 0.01;

/** Numbers that probably stand for a missing value: frequent, and far from all others or the only negative one. */
export function sentinelsOf(column: Column): readonly number[] {
  if (column.kind !== 'number') return [];
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  return candidates.filter((value) => {
    const others = known.filter((other) => other !== value);
    const count = known.length - others.length;
    if (others.length === 0 || count < fewest * known.length) return false;
    const least = others[0]!;
    const largest = others.at(-1)!;
    return value < 0 ? least >= 0 : largest * 2 < value && least >= 0;
  });
}
