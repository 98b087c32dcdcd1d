import type { Column } from '../../table/table.ts';
import { shapeCells } from './cells.ts';
import { cellsAuc, type FoldedRows } from './foldedRows.ts';

/**
 * ROC AUC of a column alone, whatever the shape of its association: its values ranked by the rates of positives of their range or level
 * on other rows, of all rows or of those with a value, the greater of the two. NaN with one class only.
 */
export function shapedAuc(column: Column, folded: FoldedRows): number {
  const { cells, cellOf } = shapeCells(column, folded.rows);
  const all = Int32Array.from(folded.rows, cellOf);
  const known = all.map((cell) => (cell === cells - 1 ? -1 : cell));
  const [ofAll, ofKnown] = [all, known].map((cell) => cellsAuc(cell, cells, folded)) as [number, number];
  return Number.isNaN(ofKnown) ? ofAll : Math.max(ofAll, ofKnown);
}
