const digitBits = 11;
const digits = 1 << digitBits;

/**
 * Indices that put `values` in order. Stable: equal values (−0 equals 0) keep their order, in both directions.
 * NaN comes last, in both directions.
 *
 * A least-significant-digit radix sort of the numbers' bits, O(n).
 *
 * @example argsort(Float64Array.of(3, 1, 2)) // Int32Array [1, 2, 0]
 */
export function argsort(values: Float64Array, direction: 'ascending' | 'descending' = 'ascending'): Int32Array {
  const n = values.length;
  const { high, low } = sortableBits(values, direction === 'descending');
  let order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let other = new Int32Array(n);
  for (let shift = 0; shift < 64; shift += digitBits) {
    const start = new Int32Array(digits + 1);
    for (let i = 0; i < n; i++) {
      const next = digit(high[i]!, low[i]!, shift) + 1;
      start[next] = start[next]! + 1;
    }
    if (start.includes(n)) continue;
    for (let d = 0; d < digits; d++) start[d + 1] = start[d + 1]! + start[d]!;
    for (let i = 0; i < n; i++) {
      const index = order[i]!;
      const d = digit(high[index]!, low[index]!, shift);
      other[start[d]!] = index;
      start[d] = start[d]! + 1;
    }
    [order, other] = [other, order];
  }
  return order;
}

function digit(high: number, low: number, shift: number): number {
  if (shift >= 32) return (high >>> (shift - 32)) & (digits - 1);
  if (shift + digitBits <= 32) return (low >>> shift) & (digits - 1);
  return ((low >>> shift) | (high << (32 - shift))) & (digits - 1);
}

/** Pairs of words that compare, as unsigned integers, the way the numbers do. */
function sortableBits(values: Float64Array, descending: boolean): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      high[i] = 0xffffffff;
      low[i] = 0xffffffff;
      continue;
    }
    view.setFloat64(0, value + 0);
    const top = view.getUint32(0);
    const negative = top >>> 31 === 1;
    // The bits of non-negative numbers already ascend once the sign bit is set; those of negative ones descend.
    const flip = negative !== descending ? 0xffffffff : 0;
    high[i] = (negative ? top : top ^ 0x80000000) ^ flip;
    low[i] = view.getUint32(4) ^ flip;
  }
  return { high, low };
}
