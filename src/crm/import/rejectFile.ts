import { type FileHandle, rm } from 'node:fs/promises';
import { fileFailure } from '../../systemFailure.ts';
import { createPrivate, giveName, removeAbandoned, temporaryBeside } from '../../wholeFile.ts';

const flushAt = 1 << 16;

/**
 * The rows that were refused, as a CSV file of line, reason and record.
 *
 * It comes to life with the first row, under a temporary name beside its own; `commit` gives it its name once it is
 * safely on disk, `discard` removes it. Only its owner may read it. Cells that a spreadsheet would run as a formula
 * begin with an apostrophe.
 */
export class RejectFile {
  private readonly path: string;
  private readonly temporary: string;
  private handle: FileHandle | undefined;
  private text = '';

  constructor(path: string) {
    this.path = path;
    this.temporary = temporaryBeside(path);
  }

  async add(line: number, reason: string, record: string): Promise<void> {
    this.text += `${line},${quoted(reason)},${quoted(inert(record))}\n`;
    if (this.text.length >= flushAt || this.handle === undefined) await this.flush();
  }

  /** Gives the file its name; the name, or null when no row was refused. */
  async commit(): Promise<string | null> {
    if (this.handle === undefined) return null;
    try {
      await this.flush();
      await giveName(this.handle, this.temporary, this.path);
      this.handle = undefined;
    } catch (error) {
      await this.discard();
      throw fileFailure(error, `writing ${this.path}`, 'usage');
    }
    return this.path;
  }

  /** Removes what was written, unless it was committed. */
  async discard(): Promise<void> {
    const { handle } = this;
    if (handle === undefined) return;
    this.handle = undefined;
    await handle.close();
    await rm(this.temporary, { force: true });
  }

  private async flush(): Promise<void> {
    const { text } = this;
    this.text = '';
    try {
      if (this.handle === undefined) {
        await removeAbandoned(this.path);
        this.handle = await createPrivate(this.temporary);
        await this.handle.appendFile('line,reason,record\n');
      }
      await this.handle.appendFile(text);
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
  const visible = cell.replaceAll('\0', '\u2400');
  return /^[=+\-@\t\r]/.test(visible) ? `'${visible}` : visible;
}
