import type { ScoreTally } from '../numeric/scoreTally.ts';
import { sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';

/**
 * The shift of all log-odds by maximum likelihood: after it, probabilities are right on average. Newton, kept within the
 * bracket that the signs of the gradient have narrowed. ±Infinity for one class only.
 *
 * @param tally of finite log-odds.
 */
export function fitShift({ score, rows, positives }: ScoreTally): number {
  const wanted = total(positives);
  if (wanted === 0) return -Infinity;
  if (wanted === total(rows)) return Infinity;
  let low = -Infinity;
  let high = Infinity;
  let shift = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    let expected = 0;
    let curvature = 0;
    for (let g = 0; g < score.length; g++) {
      const p = sigmoid(shift + score[g]!);
      expected += rows[g]! * p;
      curvature += rows[g]! * p * (1 - p);
    }
    const gradient = wanted - expected;
    if (gradient > 0) low = shift;
    else high = shift;
    const newton = gradient / curvature;
    if (Math.abs(newton) <= 1e-13 * (1 + Math.abs(shift))) return shift + newton;
    const bounded = shift + Math.min(2, Math.max(-2, newton));
    shift = bounded > low && bounded < high ? bounded : (low + high) / 2;
  }
  return shift;
}
