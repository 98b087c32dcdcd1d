import { styleText } from 'node:util';
import { readEnvironment } from '../config/environment.ts';

/** How a text is shown where it goes. */
export interface Layout {
  /** Columns of the terminal; null where there is none: then a line stays a line, however long, as logs and pipes want it. */
  readonly width: number | null;
  readonly color: boolean;
}

/** How what goes to a stream is shown: in colours on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function layoutOf(stream: NodeJS.WriteStream): Layout {
  const { noColor, forceColor } = readEnvironment();
  const { isTTY = false, columns } = stream;
  return { width: isTTY ? columns : null, color: !noColor && (forceColor || (isTTY && stream.hasColors())) };
}

/** Parts the cells of a row, until the width is known; no text has it, since {@link printable} takes control characters away. */
export const cellMark = '\u001f';

/** Begins a line that is to be copied, and so is never wrapped. */
export const copyMark = '\u001e';

/** The least columns that the last cell of a row wraps in. */
const narrowest = 24;

/**
 * A text as it is printed: tables aligned, lines no wider than the terminal, marks and headings in colour.
 *
 * A table that is too wide has its last column wrapped, or, where that is not enough, is shown in parts, each with the first column.
 */
export function layOut(text: string, { width, color }: Layout): string {
  const lines = text.split('\n');
  const laid: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.includes(cellMark)) {
      let end = at + 1;
      while (lines[end]?.includes(cellMark)) end++;
      const rows = lines.slice(at, end).map((row) => row.split(cellMark));
      laid.push(...tableLines(rows, width, color));
      at = end - 1;
    } else if (line.startsWith(copyMark)) laid.push(line.slice(1));
    else laid.push(...wrapped(line, width).map((part, index) => (color && index === 0 ? painted(part) : part)));
  }
  return laid.join('\n');
}

function tableLines(rows: readonly string[][], width: number | null, color: boolean): string[] {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column] ?? ''));
  const widths = columns.map((cells) => Math.max(...cells.map(lengthOf)));
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  if (width === null || total <= width) return rowLines(rows, widths, color);
  const before = total - widths.at(-1)!;
  const isText = !isNumeric(columns.at(-1)!.slice(1));
  if (isText && width - before >= narrowest) return rowLines(rows, [...widths.slice(0, -1), width - before], color);
  // As many columns as fit beside the first one, the others below.
  let [taken, used] = [1, widths[0]!];
  while (taken < widths.length && (taken === 1 || used + 2 + widths[taken]! <= width)) used += 2 + widths[taken++]!;
  const part = (from: number, to?: number) =>
    rows.map(([first, ...rest]) => [first!, ...rest.slice(from - 1, to && to - 1)]);
  const shown = rowLines(part(1, taken), widths.slice(0, taken), color);
  return taken >= widths.length ? shown : [...shown, '', ...tableLines(part(taken), width, color)];
}

function rowLines(rows: readonly string[][], widths: readonly number[], color: boolean): string[] {
  const numeric = widths.map((_, column) => isNumeric(rows.slice(1).map((row) => row[column] ?? '')));
  const last = widths.length - 1;
  const start = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
  return rows.flatMap((row, at) => {
    const [ending = '', ...further] = wrapped(row[last] ?? '', widths[last]!);
    const cells = [...row.slice(0, last), ending].map((cell, column) => {
      const gap = ' '.repeat(Math.max(0, widths[column]! - lengthOf(cell)));
      return numeric[column] ? gap + cell : cell + gap;
    });
    const line = cells.join('  ').trimEnd();
    return [color && at === 0 ? styled('bold', line) : line, ...further.map((part) => ' '.repeat(start) + part)];
  });
}

/** Whether a column is set to the right: all its cells are numbers, intervals or missing. */
function isNumeric(cells: readonly string[]): boolean {
  return cells.every((cell) => /^[-+−–\d.,%±×\s]*$/.test(cell));
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** A line in parts no wider than the terminal; those after the first stand below its text, behind a mark or a heading. */
function wrapped(line: string, width: number | null): string[] {
  if (width === null || lengthOf(line) <= width) return [line];
  const [head = ''] = /^\s*(?:[!·✓✗−] |[a-z]+ {2,}(?=\S))?/.exec(line) ?? [];
  const indent = ' '.repeat(Math.min(head.length, Math.floor(width / 3)));
  const parts: string[] = [];
  let part = head;
  for (const word of line.slice(head.length).split(' ')) {
    const begun = part.trim() === '' || part === head;
    if (!begun && lengthOf(part) + 1 + lengthOf(word) > width) {
      parts.push(part);
      part = indent + word;
    } else part += begun ? word : ` ${word}`;
  }
  return [...parts, part];
}

const marks = { '!': 'yellow', '✗': 'red', '✓': 'green', error: 'red', warning: 'yellow' } as const;

/** A line whose first mark has its colour. */
function painted(line: string): string {
  const mark = /^(?:[!✗✓](?= )|(?:error|warning)(?= ·))/.exec(line)?.[0] as keyof typeof marks | undefined;
  return mark === undefined ? line : styled(marks[mark], mark) + line.slice(mark.length);
}

/** Text in a style, whoever asks: whether colours are wanted was settled before. */
export function styled(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { validateStream: false });
}
