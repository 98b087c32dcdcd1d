/** Rows by the group they belong to: those of group g are `rows[start[g]]` to `rows[start[g + 1] - 1]`, ascending. */
export interface Grouped {
  readonly start: Int32Array;
  readonly rows: Int32Array;
}

/** Groups rows by a number below `groups` each (a counting sort). */
export function groupRows(group: Int32Array, groups: number): Grouped {
  const start = new Int32Array(groups + 1);
  for (const g of group) start[g + 1]!++;
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice(0, groups);
  const rows = new Int32Array(group.length);
  for (let row = 0; row < group.length; row++) rows[next[group[row]!]!++] = row;
  return { start, rows };
}
