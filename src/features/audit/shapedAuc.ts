import type { Column } from '../../table/table.ts';
import { shapeCells } from './cells.ts';
import { cellsAuc, type FoldedRows } from './foldedRows.ts';

/**
 * ROC AUC of a column alone, whatever the shape of its association: its values ranked by the rates of positives of their range or level
 * on other rows, of all rows or of those with a value, the greater of the two. NaN with one class only.
 */
export function shapedAuc(column: Column, folded: FoldedRows): number {
  const { cells, cellOf } = shapeCells(column, folded.rows);
  const cell = new Int32Array(folded.rows.length);
  let missing = 0;
  for (let i = 0; i < cell.length; i++) {
    cell[i] = cellOf(folded.rows[i]!);
    if (cell[i] === cells - 1) missing += 1;
  }
  const ofAll = cellsAuc(cell, cells, folded);
  if (missing === 0) return ofAll;
  const ofKnown = cellsAuc(
    cell.map((own) => (own === cells - 1 ? -1 : own)),
    cells,
    folded,
  );
  return Number.isNaN(ofKnown) ? ofAll : Math.max(ofAll, ofKnown);
}
