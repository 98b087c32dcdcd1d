/**
 * The distinct numbers at rows, or of all, ascending; those that are NaN are left aside, and −0 is 0. Null where there are more than a few.
 *
 * Columns of yes and no are many in wide tables, and this takes a fraction of the time of sorting them.
 *
 * @param most how many a few are at most: each row is compared with them.
 */
export function fewValues(values: Float64Array, rows?: Int32Array, most = 16): Float64Array | null {
  const found: number[] = [];
  let last = Number.NaN;
  const count = rows ? rows.length : values.length;
  for (let i = 0; i < count; i++) {
    const value = values[rows ? rows[i]! : i]!;
    if (value === last || Number.isNaN(value)) continue;
    last = value;
    if (found.includes(value)) continue;
    if (found.length === most) return null;
    found.push(value + 0);
  }
  return Float64Array.from(found).sort();
}
