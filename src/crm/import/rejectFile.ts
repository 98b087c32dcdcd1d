import { beginWhole, removeAbandoned, type UnfinishedFile } from '../../files/wholeFile.ts';
import type { RowProblem } from '../../notice/refusedRows.ts';
import { fileFailure } from '../../systemFailure.ts';
import { spreadsheetText } from '../../text/spreadsheetText.ts';

const flushAt = 1 << 16;

/** Where the rows go that are refused, and how a problem is said there. */
export interface RejectOptions {
  readonly path: string;
  readonly words: (problem: RowProblem) => string;
}

/**
 * The rows that were refused, as a CSV file of line, reason and record.
 *
 * It comes to life with the first row, under a temporary name beside its own; `commit` gives it its name once it is
 * safely on disk, `discard` removes it. Only its owner may read it. Cells that a spreadsheet would run as a formula
 * begin with an apostrophe.
 */
export class RejectFile {
  private readonly path: string;
  private unfinished: UnfinishedFile | undefined;
  private text = '';
  private readonly words: RejectOptions['words'];

  constructor({ path, words }: RejectOptions) {
    this.path = path;
    this.words = words;
  }

  async add(line: number, problems: readonly RowProblem[], record: string): Promise<void> {
    const reason = problems.map(this.words).join('; ');
    this.text += `${line},${quoted(inert(reason))},${quoted(inert(record))}\n`;
    if (this.text.length >= flushAt || this.unfinished === undefined) await this.flush();
  }

  /** Gives the file its name; the name, or null when no row was refused. */
  async commit(): Promise<string | null> {
    if (this.unfinished === undefined) return null;
    try {
      await this.flush();
      await this.unfinished.finish();
      this.unfinished = undefined;
    } catch (error) {
      await this.discard();
      throw fileFailure(error, `writing ${this.path}`, 'usage');
    }
    return this.path;
  }

  /** Removes what was written, unless it was committed. */
  async discard(): Promise<void> {
    const { unfinished } = this;
    this.unfinished = undefined;
    await unfinished?.abandon();
  }

  private async flush(): Promise<void> {
    const { text } = this;
    this.text = '';
    try {
      if (this.unfinished === undefined) {
        await removeAbandoned(this.path);
        this.unfinished = await beginWhole(this.path, { make: false });
        await this.unfinished.file.appendFile('line,reason,record\n');
      }
      await this.unfinished.file.appendFile(text);
    } catch (error) {
      throw fileFailure(error, `writing ${this.path}`, 'usage');
    }
  }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** NUL would end the cell in some programs; its picture stands for it. */
function inert(cell: string): string {
  return spreadsheetText(cell.replaceAll('\0', '\u2400'));
}
