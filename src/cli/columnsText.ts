import type { ColumnReading } from '../flatFile/reading/columnReading.ts';
import { integer } from '../report/format.ts';
import { plainTable } from './plainTable.ts';

const plainNumber = '1234.5';
const shownLines = 3;

/** What every column was taken for and why, and the cells that could not be read. */
export function columnsText(columns: readonly ColumnReading[]): string {
  const hasUnreadable = columns.some((column) => unreadableText(column) !== '');
  return plainTable(
    ['column', 'taken for', 'why', ...(hasUnreadable ? ['cannot be read'] : [])],
    columns.map((column) => {
      const { name, type, format, because } = column;
      const written = format === undefined || format === plainNumber || type === 'id' ? '' : ` ${format}`;
      return [name, `${type}${written}`, because, ...(hasUnreadable ? [unreadableText(column)] : [])];
    }),
  );
}

function unreadableText({ unreadable, unreadableInSecond }: ColumnReading): string {
  return [
    { where: '', ...unreadable },
    { where: 'second file: ', ...unreadableInSecond },
  ]
    .filter(({ cells }) => cells > 0)
    .map(({ where, cells, lines }) => {
      const shown = lines.slice(0, shownLines).join(', ');
      return `${where}${integer(cells)} (line ${shown}${cells > shownLines ? ' …' : ''})`;
    })
    .join('; ');
}
