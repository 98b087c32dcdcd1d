import { type CompareRows, compareNumbers, compareText, sortedRows } from './ordering.ts';

/**
 * Rows in ascending code-unit order of their ids, one per id.
 *
 * Of the rows that share an id the one created first stays (those without a date last), then the least by
 * `remaining` comparisons, which together look at every other field: which row stays never depends on the order of rows.
 */
export function mergeById(
  ids: readonly string[],
  createdAt: (row: number) => number,
  remaining: readonly CompareRows[],
): { readonly order: Int32Array; readonly duplicates: number } {
  const sorted = sortedRows(
    ids.length,
    (a, b) => compareText(ids[a]!, ids[b]!),
    (a, b) => compareNumbers(dated(createdAt(a)), dated(createdAt(b))),
    ...remaining,
  );
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) {
    const row = sorted[i]!;
    if (kept === 0 || ids[row] !== ids[sorted[kept - 1]!]) sorted[kept++] = row;
  }
  return { order: sorted.slice(0, kept), duplicates: sorted.length - kept };
}

function dated(instant: number): number {
  return Number.isNaN(instant) ? Number.POSITIVE_INFINITY : instant;
}
