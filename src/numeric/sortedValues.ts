import { fewValues } from './fewValues.ts';

/** The numbers at rows, ascending; those that are NaN are left aside. Columns of a few different numbers are counted rather than sorted. */
export function sortedValues(values: Float64Array, rows: Int32Array): Float64Array {
  const distinct = fewValues(values, rows);
  if (!distinct) {
    const known = new Float64Array(rows.length);
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      if (!Number.isNaN(value)) known[count++] = value;
    }
    return known.subarray(0, count).sort();
  }
  const counts = new Int32Array(distinct.length);
  let at = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value)) continue;
    if (distinct[at] !== value) at = distinct.indexOf(value);
    counts[at]! += 1;
  }
  const sorted = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let from = 0;
  counts.forEach((count, position) => {
    sorted.fill(distinct[position]!, from, from + count);
    from += count;
  });
  return sorted;
}
