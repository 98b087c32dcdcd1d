/** The number that occurs most often, of equals the greater, and how often; 0 and 0 where there is none. */
export function mostCommon(widths: readonly number[]): { readonly width: number; readonly count: number } {
  return countsOf(widths)[0] ?? { width: 0, count: 0 };
}

/** How often each number occurs, the most frequent first. */
export function countsOf(widths: readonly number[]): readonly { readonly width: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts]
    .map(([width, count]) => ({ width, count }))
    .toSorted((a, b) => b.count - a.count || b.width - a.width);
}
