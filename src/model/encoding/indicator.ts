/** Standard deviation of an indicator that holds for this share of the rows; 0 where it is constant and so dropped. */
export function indicatorDeviation(share: number): number {
  return Math.sqrt(share * (1 - share));
}

/** An indicator on rows where it holds and where it does not: mean 0, deviation 1 over the training rows. */
export function standardisedIndicator(share: number): { readonly on: number; readonly off: number } {
  const deviation = indicatorDeviation(share);
  return { on: (1 - share) / deviation, off: -share / deviation };
}
