import type { OddRecord, RecordLines, ShapeRemark } from '../../flatFile/shapeRemark.ts';
import { integer } from '../../text/format.ts';

/** What was decided about the shape of a file, in a sentence. */
export function shapeSentence(remark: ShapeRemark): string {
  switch (remark.kind) {
    case 'headerless':
      return 'The first line is all numbers, so it is taken for data: columns are called c1, c2 and so on.';
    case 'zip entry':
      return `Read is ${remark.name} in the zip file.`;
    case 'sheet':
      return `Read is the sheet ${shortened(remark.sheet)}.`;
    case 'error cells':
      return `${remark.cells === 1 ? '1 cell holds an error and is' : `${remark.cells} cells hold an error and are`} missing (${linesOf(remark.lines).toLowerCase()}${remark.cells > remark.lines.length ? ' …' : ''}).`;
    case 'encoding':
      return remark.because === 'mark'
        ? `The text is ${remark.encoding}, by its byte order mark.`
        : `The text is read as ${remark.encoding}, as --encoding says.`;
    case 'delimiter':
      return `Cells are separated by ${separatorName(remark.delimiter)}${because[remark.because]}.`;
    case 'quote':
      return `Cells are quoted with ${remark.quote}.`;
    case 'backslashes':
      return 'Quotes within cells are written \\": the backslashes are taken away.';
    case 'title lines':
      return `${linesOf(remark.lines)} above the header ${remark.lines.length === 1 ? 'is' : 'are'} no part of the table: ${shortened(remark.first)}.`;
    case 'comment lines':
      return `${counted(remark, 'comment')} left out.`;
    case 'second header':
      return `${linesOf(remark.lines)} below the header describes the columns and is left out: it is text in ${remark.columns} columns that hold nothing but numbers.`;
    case 'row names':
      return `The header is one name short: the first cell of each record counts the rows, as R writes them. It is called ${remark.name}, names the rows and is no feature.`;
    case 'empty columns':
      return `${remark.columns === 1 ? 'A column' : `${remark.columns} columns`} without a name at the right end, empty in every record, ${remark.columns === 1 ? 'is' : 'are'} left out.`;
    case 'unnamed columns':
      return `${remark.names.length === 1 ? 'A column has no name and is' : `${remark.names.length} columns have no name and are`} called ${remark.names.slice(0, 10).join(', ')}${remark.names.length > 10 ? ' …' : ''}.`;
    case 'repeated header':
      return `The header stands in the file again: ${counted(remark, 'line')} left out.`;
    case 'empty records':
      return `${counted(remark, 'record')} left out: all cells are empty.`;
    case 'subtotals':
      return `${remark.records === 1 ? '1 record begins' : `${remark.records} records begin`} with a word such as Total (${linesOf(remark.lines).toLowerCase()}${remark.records > remark.lines.length ? ' …' : ''}): if they sum up others, remove them.`;
    case 'total line':
      return remark.leftOut
        ? `The last record (line ${remark.line}, ${shortened(remark.text)}) sums up the others and is left out.`
        : `The last record (line ${remark.line}) begins with ${shortened(remark.text)}: if it sums up the others, remove it.`;
    case 'footer lines':
      return `${linesOf(remark.lines)} below the table ${remark.lines.length === 1 ? 'is' : 'are'} left out: ${shortened(remark.first)}.`;
    case 'row limit':
      return `The file has ${integer(remark.records)} lines, as many as a sheet of Excel may have: what came after may have been cut off.`;
    case 'odd records':
      return `${remark.records === 1 ? '1 record is' : `${remark.records} records are`} left out, for the header has ${remark.width} cells: ${remark.first.map(oddOne).join(', ')}${remark.records > remark.first.length ? ' …' : ''}. Rows are numbered without ${remark.records === 1 ? 'it' : 'them'}.`;
    case 'decoded twice':
      return `Line ${remark.line} holds ${remark.example}: its text seems to have been decoded wrongly before it was written.`;
  }
}

const because = {
  records: '',
  'first line': ', as the first line says',
  declared: ', as --delimiter says',
} as const;

/** A separator as a person calls it. */
function separatorName(delimiter: string): string {
  return { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'blanks' }[delimiter] ?? JSON.stringify(delimiter);
}

function oddOne({ line, cells, why }: OddRecord): string {
  if (why === 'quotes') return `line ${line} (quotes that cannot be paired)`;
  if (why === 'records') return `line ${line} (a cell that holds whole lines)`;
  if (why === 'nul') return `line ${line} (the character NUL)`;
  return `line ${line} (${cells} ${cells === 1 ? 'cell' : 'cells'})`;
}

function counted({ records, lines }: RecordLines, what: string): string {
  return `${records} ${what}${records === 1 ? '' : 's'} (${linesOf(lines).toLowerCase()}${records > lines.length ? ' …' : ''})`;
}

function linesOf(lines: readonly number[]): string {
  return lines.length === 1
    ? `Line ${lines[0]}`
    : `Lines ${lines.slice(0, 10).join(', ')}${lines.length > 10 ? ' …' : ''}`;
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
