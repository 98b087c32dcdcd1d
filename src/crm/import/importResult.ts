import type { EntityName } from '../../config/entity.ts';
import { HandraiseError } from '../../errors.ts';
import type { Notice } from '../../notice/notice.ts';
import type { RejectOptions } from './rejectFile.ts';

/** What an import did. */
export interface ImportResult {
  readonly entity: EntityName;
  /** Rows of the file, header and blank lines aside: loaded and rejected ones. */
  readonly read: number;
  readonly loaded: number;
  /** Of the loaded rows, those that were not there before … */
  readonly inserted: number;
  /** … and those whose values replaced those of a row with the same key. */
  readonly updated: number;
  readonly rejected: number;
  /** Where the rejected rows are; null when there were none. */
  readonly rejectFile: string | null;
  /** Every kind of problem; a row may have several. */
  readonly problems: readonly Notice<'rows-refused'>[];
  /** What the reader should know of the rows that were loaded, such as columns that were not. */
  readonly notices: readonly Notice[];
}

/** An import of which nothing was loaded because of its rows; `result` says what is wrong with which. */
export class ImportRefusedError extends HandraiseError {
  readonly result: ImportResult;

  constructor(file: string, result: ImportResult, words: RejectOptions['words']) {
    const problems = result.problems.map(({ figures: { problem, rows, lines } }) => {
      const first = lines.slice(0, 3).join(', ');
      return `${words(problem)} (${rows === 1 ? 'line' : `${rows} times, first lines`} ${first})`;
    });
    const hint = `correct the file or the options; the refused rows are in ${result.rejectFile}`;
    const message = `${file}: ${result.rejected} of ${result.read} rows refused, nothing loaded: ${problems.join('; ')}`;
    super('data', message, { hint });
    this.name = 'ImportRefusedError';
    this.result = result;
  }
}
