/** A probability held within [1e-15, 1 − 1e-15], so that its log-odds are finite. */
export function clipProbability(p: number): number {
  return Math.min(Math.max(p, 1e-15), 1 - 1e-15);
}

/** Log loss of a positive predicted at `p`: −log p, with p clipped. */
export function positiveLoss(p: number): number {
  return -Math.log(clipProbability(p));
}

/** Log loss of a negative predicted at `p`: −log(1 − p), with p clipped. */
export function negativeLoss(p: number): number {
  return -Math.log1p(-clipProbability(p));
}
