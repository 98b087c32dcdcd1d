/** The values at `rows`, in that order. */
export function take<Values extends Uint8Array | Int32Array | Float64Array>(values: Values, rows: Int32Array): Values {
  const taken = new (values.constructor as new (length: number) => Values)(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}
