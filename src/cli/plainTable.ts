import { printable } from './failure.ts';
import { cellMark } from './layout.ts';

/**
 * Rows that are aligned when they are printed; columns whose cells are all numbers are set to the right.
 *
 * @example
 * plainTable(['account', 'contacts'], [['Fjord Foods', '12']]);
 */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows.map((row) => row.map(printable))].map((cells) => cells.join(cellMark)).join('\n');
}
