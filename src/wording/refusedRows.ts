import type { RowProblem, refusedRowFigures } from '../notice/refusedRows.ts';
import { counted } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** What an import says of the rows that it refused. */
export const refusedRowWordings: Wordings<keyof typeof refusedRowFigures> = {
  'rows-refused': {
    sentence: ({ problem, rows, lines }) =>
      `${rowProblemText(problem)} (${counted(rows, 'row')}, ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${rows > lines.length ? ', …' : ''}).`,
    meaning: 'Rows of the file could not be loaded. A row may have several problems.',
    advice:
      'Correct the rows that the reject file lists, and import that file again; or say with an option how the file is written.',
  },
};

/** What is wrong with a row, as the reject file says it: `id is missing`. */
export function rowProblemText(problem: RowProblem): string {
  switch (problem.why) {
    case 'quote-inside':
      return 'a quote stands inside a cell without being doubled';
    case 'too-few-cells':
      return 'too few cells';
    case 'too-many-cells':
      return 'too many cells';
    case 'missing':
      return `${problem.field} is missing`;
    case 'undecodable':
      return `${problem.field} contains bytes that are no text in the declared encoding`;
    case 'nul':
      return `${problem.field} contains the character NUL`;
    case 'not-a-date':
      return `${problem.field} is not a date of the declared format`;
    case 'not-a-boolean':
      return `${problem.field} is neither true nor false`;
    case 'not-a-number':
      return `${problem.field} is not a ${problem.written === undefined ? 'finite number' : `number such as ${problem.written}`}`;
    case 'too-long':
      return `${problem.field} is longer than ${problem.mostBytes} bytes`;
    case 'not-allowed':
      return `${problem.field} is not ${problem.allowed.join(' or ')}`;
    case 'key-repeated':
      return `${problem.fields.join(', ')} stands on an earlier line too${problem.line === undefined ? '' : ` (line ${problem.line})`}`;
  }
}
