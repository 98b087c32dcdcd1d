import { expect } from 'vitest';
import type { FeatureTable } from '../../src/features/feature.ts';
import { cellsOfRow, isNothing } from '../features/cells.ts';
import type { SmallRow } from '../features/smallCrm.ts';

/** Rows in the order of the table: by contact, then as-of. */
export function inOrder(rows: readonly SmallRow[]): SmallRow[] {
  return [...rows].sort((a, b) => (a.contact === b.contact ? a.asOf - b.asOf : a.contact < b.contact ? -1 : 1));
}

/**
 * Expects that the given rows have the same bytes in both tables; a column of an event kind that only one of them
 * has must read there as if nothing had happened.
 */
export function expectSameCells(
  rows: readonly SmallRow[],
  one: { readonly table: FeatureTable; readonly rows: readonly SmallRow[] },
  other: { readonly table: FeatureTable; readonly rows: readonly SmallRow[] },
): void {
  for (const row of rows) {
    const a = cellsOfRow(one.table, positionOf(row, one.rows));
    const b = cellsOfRow(other.table, positionOf(row, other.rows));
    for (const name of new Set([...a.keys(), ...b.keys()])) {
      const cells = [a.get(name), b.get(name)];
      const where = `${name} of ${row.contact} as of ${row.asOf}: ${cells.join(' against ')}`;
      if (cells[0] !== undefined && cells[1] !== undefined) expect(cells[0], where).toBe(cells[1]);
      else {
        expect(name, where).toMatch(/^(count|recency|trend|value):/);
        expect(isNothing(cells[0] ?? cells[1] ?? ''), where).toBe(true);
      }
    }
  }
}

function positionOf(row: SmallRow, rows: readonly SmallRow[]): number {
  return inOrder(rows).findIndex(({ contact, asOf }) => contact === row.contact && asOf === row.asOf);
}
