import { unitFolds } from '../calibration/unitFolds.ts';
import { positionsWhere } from '../numeric/positionsWhere.ts';
import type { LabelledRows } from './labelledRows.ts';

/** Rows that a model learns from, and the others of the same set, which it is asked about. Numbers ascend. */
export interface Fold {
  readonly learned: Int32Array;
  readonly held: Int32Array;
}

/** How many folds: fewer where there are so many rows that a part of them tells nearly as much as all. */
const byRows = [
  { from: 100_000, folds: 2 },
  { from: 60_000, folds: 3 },
  { from: 20_000, folds: 4 },
  { from: 0, folds: 5 },
];
/** Rows below which folds are drawn anew, three times: what few rows say depends on how they are parted. */
const few = 1000;
const repeats = 3;

/**
 * Parts rows into folds of whole units, each held out once while the others are learned from.
 *
 * Five folds, four from 20,000 rows on, three from 60,000 on, two from 100,000 on; below 1,000 rows three times five, drawn anew. Folds whose other rows
 * hold one class only are left out. They depend on units, labels and seed only.
 *
 * @returns at least one fold where any set of the units leaves both classes to learn from; else none.
 */
export function foldsOf(
  { label, unit, rows }: Pick<LabelledRows, 'label' | 'unit' | 'rows'>,
  seed: number,
): readonly Fold[] {
  const { folds } = byRows.find(({ from }) => rows >= from)!;
  const parts: Fold[] = [];
  for (let repeat = 0; repeat < (rows < few ? repeats : 1); repeat++) {
    const fold = unitFolds(label, unit, folds, (seed + repeat) >>> 0);
    for (let held = 0; held < folds; held++) {
      const part = {
        learned: positionsWhere(fold, (of) => of !== held),
        held: positionsWhere(fold, (of) => of === held),
      };
      if (part.held.length > 0 && hasBoth(label, part.learned)) parts.push(part);
    }
  }
  return parts;
}

function hasBoth(label: Uint8Array, rows: Int32Array): boolean {
  return rows.some((row) => label[row] === 1) && rows.some((row) => label[row] === 0);
}
