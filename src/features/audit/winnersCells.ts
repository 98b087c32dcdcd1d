import type { Column } from '../../table/table.ts';
import { cellsOf } from './cells.ts';

/** Values that hardly any rows but positives have. */
export interface WinnersCells {
  readonly rows: number;
  /** Of all positives, the share that has them. */
  readonly share: number;
}

/** Nearly all of them. */
const nearlyAll = 0.95;
/** Rows below which it may be chance, and standard errors beyond which it is not. */
const fewest = 10;
const beyondChance = 5;
const ranges = 32;

/**
 * Levels, or ranges of a number, in which nearly all rows are positive, beyond chance, where positives are the rarer class: a
 * column that few rows have a value in tells their outcome, whatever its AUC.
 *
 * @param sample of the rows, by which ranges are chosen.
 */
export function winnersCells(column: Column, label: Uint8Array, rows: Int32Array, sample: Int32Array): WinnersCells {
  const { cells, cellOf } = cellsOf(column, sample, column.kind === 'number' ? ranges : column.levels.length, ranges);
  const counts = new Float64Array(cells);
  const won = new Float64Array(cells);
  for (const row of rows) {
    const cell = cellOf(row);
    counts[cell]!++;
    won[cell]! += label[row]!;
  }
  const positives = won.reduce((sum, count) => sum + count, 0);
  const base = positives / rows.length;
  if (!(base > 0 && base <= 0.5)) return { rows: 0, share: 0 };
  const found = { rows: 0, won: 0 };
  for (let cell = 0; cell < cells; cell++) {
    const rate = won[cell]! / counts[cell]!;
    const error = Math.sqrt((base * (1 - base)) / counts[cell]!);
    if (!(counts[cell]! >= fewest && rate >= nearlyAll && rate - base > beyondChance * error)) continue;
    found.rows += counts[cell]!;
    found.won += won[cell]!;
  }
  return { rows: found.rows, share: found.won / positives };
}
