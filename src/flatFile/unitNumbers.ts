/** A number per row that is equal for rows of one key; rows whose key is NaN have numbers of their own. */
export function unitNumbers(keys: Float64Array): Int32Array {
  const numbers = new Map<number, number>();
  let next = 0;
  return Int32Array.from(keys, (key) => {
    const known = Number.isNaN(key) ? undefined : numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, next);
    return next++;
  });
}

/** Units that share rows of one key become one, which has the number of the first; rows whose key is NaN share none. */
export function mergedUnits(unit: Int32Array, keys: Float64Array): Int32Array {
  const parent = Int32Array.from({ length: unit.length }, (_, number) => number);
  const rootOf = (number: number): number => {
    let root = number;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = number; at !== root; ) {
      const above = parent[at]!;
      parent[at] = root;
      at = above;
    }
    return root;
  };
  const first = new Map<number, number>();
  unit.forEach((own, row) => {
    if (Number.isNaN(keys[row]!)) return;
    const other = first.get(keys[row]!);
    if (other === undefined) first.set(keys[row]!, own);
    else {
      const [a, b] = [rootOf(own), rootOf(other)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  });
  return unit.map(rootOf);
}

/** As many units of one size would do as well: rows² / the sum of squares of their sizes. */
export function effectiveUnits(unit: Int32Array, rows: Int32Array): number {
  const sizes = new Float64Array(unit.length);
  for (const row of rows) sizes[unit[row]!]!++;
  return rows.length ** 2 / sizes.reduce((sum, size) => sum + size ** 2, 0);
}

/** How many rows of the same key come before each. */
export function occurrences(keys: Float64Array): Int32Array {
  const counts = new Map<number, number>();
  return Int32Array.from(keys, (key) => {
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count;
  });
}
