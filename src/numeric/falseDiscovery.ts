/**
 * Adjusted p-values that control the false discovery rate: rejecting what is at most q leaves, on average, at most the share q of false rejections.
 *
 * Benjamini and Hochberg (1995), JRSS B 57, 289–300.
 *
 * @param pValues within [0, 1], in any order
 * @returns one per p-value, in the same order
 * @example falseDiscovery([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function falseDiscovery(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const order = Array.from(pValues.keys()).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(count);
  let least = 1;
  for (const [position, index] of order.entries()) {
    least = Math.min(least, (pValues[index]! * count) / (count - position));
    adjusted[index] = least;
  }
  return adjusted;
}
