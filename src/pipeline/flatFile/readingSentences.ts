import type { ColumnReading, UnreadableCells } from '../../flatFile/reading/columnReading.ts';
import { counted, integer } from '../../report/format.ts';
import { shellWord } from '../../shellWord.ts';

/** What to know of a column that could not be read whole, or could be read otherwise; nothing of most. */
export function readingSentences(reading: ColumnReading): readonly string[] {
  const { name, type, remark, infinite, unreadable, unreadableInSecond, settled } = reading;
  const settle = type === 'number' && !settled ? ` To take it as words: --type ${shellWord(`${name}=category`)}.` : '';
  return [
    ...(unreadable.cells > 0
      ? [`${name}: ${unreadableText(unreadable)} no ${type}; missing, but not empty.${settle}`]
      : []),
    ...(unreadableInSecond.cells > 0
      ? [`${name}: in the second file ${unreadableText(unreadableInSecond)} no ${type}; missing, but not empty.`]
      : []),
    ...(infinite > 0 ? [`${name}: ${counted(infinite, 'cell')} infinite; missing, but not empty.`] : []),
    ...(remark === '' ? [] : [`${name}: ${remark}.`]),
  ];
}

/** `3 cells, such as ">20" (lines 4, 9, 12), are`. */
function unreadableText({ cells, examples, lines }: UnreadableCells): string {
  const more = cells > lines.length ? ' …' : '';
  const where = `line${lines.length === 1 ? '' : 's'} ${lines.map((line) => integer(line).replaceAll(',', '')).join(', ')}${more}`;
  return `${counted(cells, 'cell')}, such as ${examples.map((one) => JSON.stringify(one)).join(', ')} (${where}), ${cells === 1 ? 'is' : 'are'}`;
}
