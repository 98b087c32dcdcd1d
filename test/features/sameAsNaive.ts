import { expect } from 'vitest';
import { type Cell, missing } from '../../src/features/pointInTime/cells.ts';

/** Expects the same features, categories and whole numbers exactly, other numbers to 1e-12 of their size. */
export function expectSame(found: ReadonlyMap<string, Cell>, naive: ReadonlyMap<string, Cell>, where: string): void {
  expect([...found.keys()].sort(), where).toEqual([...naive.keys()].sort());
  for (const [name, expected] of naive) {
    const cell = found.get(name)!;
    if (cell === expected) continue;
    const [one, other] = [cell, expected].map((text) => (text === missing ? Number.NaN : Number(text.split(' ')[0])));
    const near = Math.abs(one! - other!) <= 1e-12 * Math.max(1, Math.abs(other!));
    // A mean or spread of gaps may be a whole number by chance.
    const isCounted = Number.isInteger(other) && !name.startsWith('gap:');
    expect(near && !isCounted, `${name} of ${where}: ${cell} against ${expected}`).toBe(true);
  }
}
