import type { ColumnReading } from '../flatFile/reading/columnReading.ts';
import { integer } from '../text/format.ts';
import { sentenceOf } from '../wording/sentenceOf.ts';
import { plainTable } from './plainTable.ts';

const plainNumber = '1234.5';
const shownLines = 3;
/** With more columns, neighbours that were read alike share a line. */
const linesOfTheirOwn = 40;

/** What every column was taken for and why, and the cells that could not be read. */
export function columnsText(columns: readonly ColumnReading[]): string {
  const hasUnreadable = columns.some((column) => unreadableText(column) !== '');
  const lines = columns.map((column) => {
    const { name, type, format, because } = column;
    const written = format === undefined || format === plainNumber || type === 'id' ? '' : ` ${format}`;
    return [name, `${type}${written}`, sentenceOf(because), ...(hasUnreadable ? [unreadableText(column)] : [])];
  });
  return plainTable(
    ['column', 'taken for', 'why', ...(hasUnreadable ? ['cannot be read'] : [])],
    columns.length > linesOfTheirOwn ? joined(lines) : lines,
  );
}

/** Runs of lines that differ in the name only, each as one line. */
function joined(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const runs: (readonly string[])[][] = [];
  for (const line of lines) {
    const run = runs.at(-1) ?? [];
    const alike = run[0]?.every((text, at) => at === 0 || text === line[at]) ?? false;
    if (alike) run.push(line);
    else runs.push([line]);
  }
  return runs.map((run) => {
    const [[first = '', ...others] = []] = run;
    const last = run.at(-1)![0]!;
    const names = run.length === 1 ? first : `${first} to ${last} (${integer(run.length)} columns)`;
    return [names, ...others];
  });
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
