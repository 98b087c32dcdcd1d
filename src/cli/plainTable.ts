import { printable } from './failure.ts';

/**
 * Rows as aligned text; columns whose cells are all numbers are set to the right.
 *
 * @example
 * plainTable(['account', 'contacts'], [['Fjord Foods', '12']]);
 */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => [...(row[column] ?? '')].length)),
  );
  const numeric = header.map((_, column) => cells.every((row) => /^[-+−–\d.,%±×\s]*$/.test(row[column] ?? '')));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat(Math.max(0, widths[column]! - [...cell].length));
        return numeric[column] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(header), ...cells.map(line)].join('\n');
}
