import { HandraiseError } from '../errors.ts';

const bins = 20;

/**
 * Counts in 20 equally wide bins over [0, 1]; a bin holds its lower bound but not its upper one, save the last, which holds 1.
 *
 * @throws HandraiseError `data` for a value outside [0, 1].
 */
export function histogram(probabilities: Float64Array): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1)) throw new HandraiseError('data', `${p} is not a probability`);
    counts[Math.min(bins - 1, Math.floor(p * bins))]!++;
  }
  return counts;
}
