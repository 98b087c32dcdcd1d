import { mix32 } from '../../numeric/hash.ts';
import { rankAuc } from '../../numeric/rankAuc.ts';
import { tallyScores } from '../../numeric/scoreTally.ts';

/** A sample of the rows of either class, and the part each row belongs to. */
export interface FoldedRows {
  readonly rows: Int32Array;
  /** 0 or 1 per row of `rows`. */
  readonly label: Uint8Array;
  /** Part per row of `rows`. */
  readonly fold: Uint8Array;
}

const folds = 5;
/** Enough for an AUC to the second decimal, and quick at any number of rows. */
const audited = 10_000;
/** Rows of the base rate added to every cell, so that a cell of few rows says little. */
const prior = 2;

/**
 * A sample of the rows of both classes, which the ROC AUC does not mind, in five parts by a hash of their keys.
 *
 * @param keyOf a whole number per row; rows of one key are in one part. @param mostPerClass about so many rows of either class at most.
 */
export function foldedRows(
  label: Uint8Array,
  rows: Int32Array,
  keyOf: (row: number) => number,
  mostPerClass: number,
): FoldedRows {
  const counts = [0, 0];
  for (const row of rows) counts[label[row]!]!++;
  const bound = counts.map((count) => (mostPerClass / Math.max(count, mostPerClass)) * 2 ** 32);
  const sampled = rows.filter((row) => mix32(keyOf(row), 1) < bound[label[row]!]!);
  return {
    rows: sampled,
    label: Uint8Array.from(sampled, (row) => label[row]!),
    fold: Uint8Array.from(sampled, (row) => mix32(keyOf(row), 2) % folds),
  };
}

/** The sample that columns are measured by; see `foldedRows`. */
export function auditedRows(label: Uint8Array, rows: Int32Array, keyOf: (row: number) => number): FoldedRows {
  return foldedRows(label, rows, keyOf, audited);
}

/**
 * ROC AUC of the cells' rates of positives, each row ranked by the rate that its cell has in the other parts: cells that say nothing
 * come out at 0.5, or just below, however many they are.
 *
 * @param cell per row of `folded.rows`, below `cells`; rows of −1 are not looked at. @returns NaN with one class only.
 */
export function cellsAuc(cell: Int32Array, cells: number, { label, fold }: FoldedRows): number {
  const rows = new Float64Array(cells * folds);
  const positives = new Float64Array(cells * folds);
  for (let i = 0; i < cell.length; i++) {
    if (cell[i]! < 0) continue;
    const slot = cell[i]! * folds + fold[i]!;
    rows[slot]!++;
    positives[slot]! += label[i]!;
  }
  const base = sum(positives) / sum(rows);
  // Only parts of cells that hold rows, once for either class: far fewer scores to sort than there are rows.
  const used = Int32Array.from(rows, (_, slot) => slot).filter((slot) => rows[slot]! > 0);
  const scores = new Float64Array(2 * used.length);
  const weight = new Float64Array(2 * used.length);
  const won = new Float64Array(cells);
  const all = new Float64Array(cells);
  for (const slot of used) {
    const own = Math.floor(slot / folds);
    all[own]! += rows[slot]!;
    won[own]! += positives[slot]!;
  }
  used.forEach((slot, at) => {
    const own = Math.floor(slot / folds);
    const rate = (won[own]! - positives[slot]! + prior * base) / (all[own]! - rows[slot]! + prior);
    scores[2 * at] = rate;
    scores[2 * at + 1] = rate;
    weight[2 * at] = rows[slot]! - positives[slot]!;
    weight[2 * at + 1] = positives[slot]!;
  });
  return rankAuc(
    tallyScores(
      scores,
      Uint8Array.from(scores, (_, at) => at % 2),
      weight,
    ),
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
