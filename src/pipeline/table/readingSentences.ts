import type { ColumnReading, UnreadableCells } from '../../flatFile/reading/columnReading.ts';
import { counted } from '../../text/format.ts';
import { shellWord } from '../../text/shellWord.ts';

/** What to know of a column that could not be read whole, or could be read otherwise; nothing of most. */
export function readingSentences(reading: ColumnReading): readonly string[] {
  const { name, type, remark, infinite, unreadable, unreadableInSecond, settled } = reading;
  const settle =
    type === 'number' && !settled
      ? ` If they say something, take the column as words: --type ${shellWord(`${name}=category`)}`
      : '';
  return [
    ...(unreadable.cells > 0 ? [`${name}: ${unreadableText(unreadable, type)}${settle}`] : []),
    ...(unreadableInSecond.cells > 0
      ? [`${name}: in the second file ${unreadableText(unreadableInSecond, type)}`]
      : []),
    ...(infinite > 0
      ? [
          `${name}: ${counted(infinite, 'cell')} ${infinite === 1 ? 'is infinite and counts' : 'are infinite and count'} as missing.`,
        ]
      : []),
    ...(remark === '' ? [] : [`${name}: ${remark}`]),
  ];
}

/** `3 cells are no number, such as ">20" (lines 4, 9, 12). They count as missing, though they are not empty.` */
function unreadableText({ cells, examples, lines }: UnreadableCells, type: string): string {
  const where = `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${cells > lines.length ? ' …' : ''}`;
  const shown = `such as ${examples.map((one) => JSON.stringify(one)).join(', ')} (${where})`;
  return cells === 1
    ? `1 cell is no ${type}, ${shown}. It counts as missing, though it is not empty.`
    : `${counted(cells, 'cell')} are no ${type}, ${shown}. They count as missing, though they are not empty.`;
}
