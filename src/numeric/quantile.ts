/**
 * Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, the default of R and numpy).
 *
 * @param sorted ascending, without NaN; empty gives NaN.
 * @param share within [0, 1].
 * @example quantile(Float64Array.of(1, 2, 4), 0.75) // 3
 */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return position === below || low === high ? low : low + (position - below) * (high - low);
}
