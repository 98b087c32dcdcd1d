import { encodedWidth, type FeatureEncoding, indicatorStrength } from '../encoding/linearEncoder.ts';
import type { WeightedRows } from '../weightedRows.ts';

/** Per feature, the weighted mean of the absolute values of its contributions. `sizes` are their sums for numbers that vary. */
export function strengthsOf(
  encodings: readonly FeatureEncoding[],
  theta: Float64Array,
  sizes: Float64Array,
  { totalWeight }: WeightedRows,
): number[] {
  let start = 0;
  let number = 0;
  return encodings.map((encoding) => {
    const own = theta.subarray(start, start + encodedWidth(encoding));
    start += own.length;
    if (encoding.type === 'number' && encoding.deviation > 0) return sizes[number++]! / totalWeight;
    return indicatorStrength(encoding, own);
  });
}
