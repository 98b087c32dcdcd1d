import { denseRank } from '../numeric/denseRank.ts';
import { hash32 } from '../numeric/hash.ts';
import { argsort } from '../numeric/order.ts';

/**
 * The fold, 0 to `folds` − 1, of each row, so that a unit's rows share one fold.
 *
 * Units are dealt out in the order of their hash, those with a positive first: folds differ by at most one in units, and
 * by at most one in units with a positive. The row order does not matter.
 *
 * @param unit number of the unit of each row.
 */
export function unitFolds(label: Uint8Array, unit: Int32Array, folds: number, seed: number): Int32Array {
  const { rank, count } = denseRank(unit);
  const number = new Int32Array(count);
  const positive = new Uint8Array(count);
  for (let i = 0; i < unit.length; i++) {
    number[rank[i]!] = unit[i]!;
    if (label[i] === 1) positive[rank[i]!] = 1;
  }
  // Units ascend by their number, which settles the order of equal keys.
  const dealt = argsort(
    Float64Array.from(number, (value, at) => (positive[at] === 1 ? 0 : 2 ** 32) + hash32(String(value), seed)),
  );
  const foldOfUnit = new Int32Array(count);
  for (let position = 0; position < count; position++) foldOfUnit[dealt[position]!] = position % folds;
  return Int32Array.from(rank, (r) => foldOfUnit[r]!);
}
