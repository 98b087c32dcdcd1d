import { HandraiseError } from '../errors.ts';

const bins = 100;

/**
 * Counts in 100 equally wide bins over [0, 1]; a bin holds its lower bound but not its upper one, save the last, which holds 1.
 *
 * @throws HandraiseError `data` for a value outside [0, 1].
 */
export function histogram(probabilities: Float64Array): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1)) throw new HandraiseError('data', `${p} is not a probability`);
    counts[Math.min(bins - 1, binOf(p))]!++;
  }
  return counts;
}

/** Rounding of p · 100 alone would put 0.29 into the bin that ends there. */
function binOf(p: number): number {
  const bin = Math.floor(p * bins);
  if (p >= (bin + 1) / bins) return bin + 1;
  return p < bin / bins ? bin - 1 : bin;
}
