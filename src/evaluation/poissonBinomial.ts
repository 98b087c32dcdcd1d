import { HandraiseError } from '../errors.ts';

/**
 * Between which counts the positives among rows of given probabilities fall with at least a chance of `level`, both ends included, if rows
 * are independent and the probabilities right; at most (1 − level) / 2 lies on either side.
 *
 * Exact, by adding up row after row; O(rows²). Hong (2013), Computational Statistics and Data Analysis 59, 41–51.
 *
 * @param level within (0, 1).
 * @throws HandraiseError `data` for a value outside [0, 1].
 */
export function poissonBinomialInterval(
  probabilities: Float64Array,
  level: number,
): { readonly low: number; readonly high: number } {
  const chance = countChances(probabilities);
  const tail = (1 - level) / 2;
  let low = 0;
  let high = probabilities.length;
  for (let below = chance[0]!; below <= tail && low < high; below += chance[low]!) low++;
  for (let above = chance[high]!; above <= tail && high > low; above += chance[high]!) high--;
  return { low, high };
}

/** The chance of each count of positives, from none to all. */
function countChances(probabilities: Float64Array): Float64Array {
  const chance = new Float64Array(probabilities.length + 1);
  chance[0] = 1;
  for (const [row, p] of probabilities.entries()) {
    if (!(p >= 0 && p <= 1)) throw new HandraiseError('data', `${p} is not a probability`);
    for (let count = row + 1; count > 0; count--) chance[count] = chance[count]! * (1 - p) + chance[count - 1]! * p;
    chance[0] = chance[0]! * (1 - p);
  }
  return chance;
}
