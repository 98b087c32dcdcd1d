import type { NoticeFigures } from '../notice/catalogue.ts';
import type { fileShapeFigures } from '../notice/fileShape.ts';
import { integer } from '../text/format.ts';
import type { Wording, Wordings } from './wording.ts';

type ShapeKind = keyof typeof fileShapeFigures;
type Parts<K extends ShapeKind> = Wording<K>;

/** Lines that are named, beyond which the others are only counted. */
const namedLines = 10;

/** What is said of the shape of a file. */
export const fileShapeWordings: Wordings<ShapeKind> = ofEitherFile({
  'no-header': {
    sentence: () => 'The first line is all numbers, so it is read as data: the columns are called c1, c2 and so on.',
    meaning: 'The file has no header.',
    advice: 'Nothing, or write a first line with the names of the columns.',
  },
  'file-in-zip': {
    sentence: ({ name }) => `The file ${name} in the zip is read.`,
    meaning: 'Which file of a zip was read.',
    advice: 'If it is another one, unpack it and give that file.',
  },
  'sheet-read': {
    sentence: ({ sheet }) => `The sheet ${shortened(sheet)} is read.`,
    meaning: 'Which sheet of a workbook was read.',
    advice: 'If it is another one, name it with `--sheet`.',
  },
  'error-cells': {
    sentence: ({ cells, lines }) =>
      `${cells === 1 ? '1 cell contains an error and is' : `${integer(cells)} cells contain an error and are`} missing (${linesOf(lines, cells).toLowerCase()}).`,
    meaning: 'Cells of a sheet contain an error such as `#N/A`. They count as missing.',
    advice: 'Correct the formulas of these cells, if they should have a value.',
  },
  'text-encoding': {
    sentence: ({ encoding, because }) =>
      because === 'mark'
        ? `The text is ${encoding}, by its byte order mark.`
        : `The text is read as ${encoding}, as --encoding says.`,
    meaning: 'How the text of the file is encoded.',
    advice: 'If letters look wrong, say the encoding with `--encoding`.',
  },
  'cell-separator': {
    sentence: ({ delimiter, because }) =>
      `Cells are separated by ${separatorName(delimiter)}${separatorReasons[because]}.`,
    meaning: 'What separates the cells of a line.',
    advice: 'If it is another character, say it with `--delimiter`.',
  },
  'quote-character': {
    sentence: ({ quote }) => `Cells are quoted with ${quote}.`,
    meaning: 'Which character quotes cells.',
    advice: 'Nothing, if the columns are right.',
  },
  'backslashes-removed': {
    sentence: () => 'Quotes within cells are written \\": the backslashes are removed.',
    meaning: 'Quotes within cells are written with a backslash before them.',
    advice: 'Nothing, if the cells are right.',
  },
  'title-lines': {
    sentence: ({ lines, first }) =>
      `${linesOf(lines)} above the header ${lines.length === 1 ? 'is' : 'are'} no part of the table: ${shortened(first)}.`,
    meaning: 'Lines above the header are left out.',
    advice: 'Nothing, if the header is right.',
  },
  'comment-lines': {
    sentence: ({ records, lines }) => `${counted(records, lines, 'comment')} left out.`,
    meaning: 'Lines that are comments are left out.',
    advice: 'Nothing, if they are comments.',
  },
  'second-header': {
    sentence: ({ lines, columns }) =>
      `${linesOf(lines)} below the header ${lines.length === 1 ? 'describes the columns and is' : 'describe the columns and are'} left out: text in ${integer(columns)} columns that otherwise contain only numbers.`,
    meaning: 'Lines below the header describe the columns, such as units, and are left out.',
    advice: 'Nothing, if these lines are no data.',
  },
  'row-names': {
    sentence: ({ name }) =>
      `The header is one name short: the first cell of each record counts the rows, as R writes them. It is called ${name}, names the rows and is no feature.`,
    meaning: 'The first cell of each line is the number of the row, without a name in the header.',
    advice: 'Nothing, if the columns are right.',
  },
  'empty-columns': {
    sentence: ({ columns }) =>
      `${columns === 1 ? 'A column' : `${integer(columns)} columns`} without a name at the right end, empty in every record, ${columns === 1 ? 'is' : 'are'} left out.`,
    meaning: 'Empty columns without a name are left out.',
    advice: 'Nothing.',
  },
  'unnamed-columns': {
    sentence: ({ names }) =>
      `${names.length === 1 ? 'A column has no name and is' : `${integer(names.length)} columns have no name and are`} called ${names.slice(0, namedLines).join(', ')}${names.length > namedLines ? ' …' : ''}.`,
    meaning: 'Columns have no name in the header, so they are called by their place.',
    advice: 'Nothing, or name them in the header.',
  },
  'repeated-header': {
    sentence: ({ records, lines }) => `The header is in the file again: ${counted(records, lines, 'line')} left out.`,
    meaning: 'The header occurs again within the file, as after files were put together.',
    advice: 'Nothing.',
  },
  'empty-records': {
    sentence: ({ records, lines }) => `${counted(records, lines, 'record')} left out: all cells are empty.`,
    meaning: 'Records whose cells are all empty are left out.',
    advice: 'Nothing.',
  },
  'subtotal-records': {
    sentence: ({ records, lines }) =>
      `${records === 1 ? '1 record begins' : `${integer(records)} records begin`} with a word such as Total (${linesOf(lines, records).toLowerCase()}): if they sum up others, remove them.`,
    meaning: 'Records begin with a word such as Total. They are read like the others.',
    advice: 'If they sum up others, remove them from the file.',
  },
  'total-line': {
    sentence: ({ line, text, leftOut }) =>
      leftOut
        ? `The last record (line ${line}, ${shortened(text)}) sums up the others and is left out.`
        : `The last record (line ${line}) begins with ${shortened(text)}: if it sums up the others, remove it.`,
    meaning: 'The last record sums up the others, or may do so.',
    advice: 'If it does and was read, remove it from the file.',
  },
  'footer-lines': {
    sentence: ({ lines, first }) =>
      `${linesOf(lines)} below the table ${lines.length === 1 ? 'is' : 'are'} left out: ${shortened(first)}.`,
    meaning: 'Text below the table is left out.',
    advice: 'Nothing, if it is no data.',
  },
  'row-limit': {
    sentence: ({ records }) =>
      `The file has ${integer(records)} lines, as many as a sheet of Excel can have: what came after may have been cut off.`,
    meaning: 'The file has exactly as many lines as a sheet of Excel can have.',
    advice: 'Export the data as CSV from where it comes from, without Excel in between.',
  },
  'odd-records': {
    sentence: ({ records, width, first }) =>
      `${records === 1 ? '1 record is' : `${integer(records)} records are`} left out, since the header has ${integer(width)} cells: ${first.map(oddOne).join(', ')}${records > first.length ? ' …' : ''}. Rows are numbered without ${records === 1 ? 'it' : 'them'}.`,
    meaning: 'Records that do not have the cells of the header are left out.',
    advice: 'Look at the lines that are named, and correct them in the file.',
  },
  'decoded-twice': {
    sentence: ({ line, example }) =>
      `Line ${line} contains ${example}: its text seems to have been decoded wrongly before it was written.`,
    meaning: 'Letters such as ü were damaged before the file was written.',
    advice: 'Export the file again with the encoding UTF-8.',
  },
});

/** The same, and before it which file it is where that is the second one. */
function ofEitherFile(of: { readonly [K in ShapeKind]: Parts<K> }): Wordings<ShapeKind> {
  const entries = Object.entries(of as unknown as Readonly<Record<string, Parts<ShapeKind>>>).map(
    ([kind, { sentence, ...rest }]) => [
      kind,
      {
        ...rest,
        sentence: (figures: NoticeFigures[ShapeKind]) =>
          `${figures.second ? 'In the second file: ' : ''}${sentence(figures, false)}`,
      },
    ],
  );
  return Object.fromEntries(entries);
}

const separatorReasons: Readonly<Record<NoticeFigures['cell-separator']['because'], string>> = {
  records: '',
  'first line': ', as the first line says',
  declared: ', as --delimiter says',
};

/** A separator as a person calls it. */
function separatorName(delimiter: string): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'blanks' }[delimiter] ?? JSON.stringify(delimiter);
}

function oddOne({ line, cells, why }: NoticeFigures['odd-records']['first'][number]): string {
  if (why === 'quotes') return `line ${line} (quotes that cannot be paired)`;
  if (why === 'records') return `line ${line} (a cell that contains whole lines)`;
  if (why === 'nul') return `line ${line} (the character NUL)`;
  return `line ${line} (${cells} ${cells === 1 ? 'cell' : 'cells'})`;
}

function counted(records: number, lines: readonly number[], what: string): string {
  return `${integer(records)} ${what}${records === 1 ? '' : 's'} (${linesOf(lines, records).toLowerCase()})`;
}

/** `Line 3`, `Lines 3, 7 …` @param all how many there are, where more than the lines given. */
function linesOf(lines: readonly number[], all = lines.length): string {
  return lines.length === 1 && all === 1
    ? `Line ${lines[0]}`
    : `Lines ${lines.slice(0, namedLines).join(', ')}${Math.max(all, lines.length) > Math.min(lines.length, namedLines) ? ' …' : ''}`;
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
