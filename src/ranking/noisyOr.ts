import { logit } from '../numeric/special.ts';

/** Probabilities nearer to 0 or 1 have no finite log-odds; the log loss is clipped at the same place. */
const nearest = 1e-15;
const farthestMargin = -logit(nearest);

/**
 * That at least one of several independent events happens: 1 − Π(1 − p), from Σ log(1 − p).
 *
 * Summed in logarithms, so that a thousand probabilities of 1e-12 do not vanish.
 *
 * @param logNone sum of `log1p(-p)`, −Infinity to 0.
 */
export function anyOf(logNone: number): number {
  return -Math.expm1(logNone);
}

/** Log-odds of `anyOf`, between ±34.5 (those of 1e-15 and of 1 − 1e-15). */
export function anyOfMargin(logNone: number): number {
  const margin = Math.log(-Math.expm1(logNone)) - logNone;
  return Math.min(Math.max(margin, -farthestMargin), farthestMargin);
}
