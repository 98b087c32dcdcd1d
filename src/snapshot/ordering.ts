/** Compares two rows by their index: negative, zero or positive. */
export type CompareRows = (a: number, b: number) => number;

/** By UTF-16 code unit, null first: the same in every locale. */
export function compareText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

/** By value, NaN first; infinities have their place. */
export function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : 1;
}

/** The rows 0 … n − 1 in order; each comparison decides among those the ones before it call equal. Stable. */
export function sortedRows(n: number, ...comparisons: readonly CompareRows[]): Int32Array {
  const rows = Array.from({ length: n }, (_, row) => row);
  rows.sort((a, b) => {
    for (const compare of comparisons) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return Int32Array.from(rows);
}
