/** The values at `rows`, in that order. */
export function takeUint8(values: Uint8Array, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => values[row]!);
}

/** The values at `rows`, in that order. */
export function takeInt32(values: Int32Array, rows: Int32Array): Int32Array {
  return Int32Array.from(rows, (row) => values[row]!);
}

/** The values at `rows`, in that order. */
export function takeFloat64(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}
