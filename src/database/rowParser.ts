import { HandraiseError } from '../errors.ts';
import { copySignature, epochHigh, epochLow, halfRange, infinityHigh, minusInfinityHigh } from './binaryCopy.ts';
import type { CopyRow } from './copyRow.ts';

/**
 * Reads a binary COPY from chunks cut anywhere and calls back once per row, without allocating per row.
 *
 * `push` every chunk in order, then `finish`; both throw a HandraiseError when the bytes are not a complete binary COPY.
 * A row that is whole within its chunk is read where it lies; only a row cut by a chunk's end is copied.
 */
export class RowParser implements CopyRow {
  bytes: Buffer = Buffer.alloc(0);
  rows = 0;
  private readonly onRow: (row: CopyRow) => void;
  private starts = new Int32Array(16);
  private ends = new Int32Array(16);
  private columns = -1;
  private carry: Buffer = Buffer.allocUnsafeSlow(1 << 16);
  private carried = 0;
  private state: 'header' | 'rows' | 'ended' = 'header';

  constructor(onRow: (row: CopyRow) => void) {
    this.onRow = onRow;
  }

  /** Takes bytes [from, to) of a buffer that need not outlive the call. */
  push(chunk: Buffer, from = 0, to = chunk.length): void {
    if (this.carried === 0) {
      this.bytes = chunk;
      const read = this.parse(from, to);
      if (read < to) this.keep(chunk, read, to);
    } else {
      this.keep(chunk, from, to);
      this.bytes = this.carry;
      const read = this.parse(0, this.carried);
      this.carry.copy(this.carry, 0, read, this.carried);
      this.carried -= read;
    }
  }

  /** Says that no chunk follows, and how many rows the sender counted. */
  finish(rows: number): void {
    if (this.state !== 'ended') throw brokenCopy(`it ended after ${this.rows} rows without its trailer`);
    if (this.rows !== rows) throw brokenCopy(`${this.rows} of ${rows} rows arrived`);
  }

  isNull(column: number): boolean {
    return this.start(column) < 0;
  }

  start(column: number): number {
    if (column >= this.columns) throw new RangeError(`the row has ${this.columns} columns, not ${column + 1}`);
    return this.starts[column]!;
  }

  end(column: number): number {
    return this.ends[column]!;
  }

  text(column: number): string | null {
    const start = this.start(column);
    return start < 0 ? null : this.bytes.toString('utf8', start, this.ends[column]!);
  }

  float(column: number): number {
    const start = this.start(column);
    if (start < 0) return Number.NaN;
    if (this.ends[column]! - start !== 8) throw wrongSize(column, 'float8');
    return this.bytes.readDoubleBE(start);
  }

  instant(column: number): number {
    const start = this.start(column);
    if (start < 0) return Number.NaN;
    if (this.ends[column]! - start !== 8) throw wrongSize(column, 'timestamptz');
    const high = this.bytes.readInt32BE(start);
    const low = this.bytes.readUInt32BE(start + 4);
    if (high === infinityHigh && low === halfRange - 1) return Number.POSITIVE_INFINITY;
    if (high === minusInfinityHigh && low === 0) return Number.NEGATIVE_INFINITY;
    return (high + epochHigh) * halfRange + (low + epochLow);
  }

  boolean(column: number): boolean | null {
    const start = this.start(column);
    if (start < 0) return null;
    if (this.ends[column]! - start !== 1) throw wrongSize(column, 'boolean');
    return this.bytes[start]! !== 0;
  }

  /** Reads whole rows of bytes [from, to); gives the offset of the first byte not read. */
  private parse(from: number, to: number): number {
    let at = from;
    if (this.state === 'header') {
      at = this.parseHeader(from, to);
      if (at === from) return from;
      this.state = 'rows';
    }
    while (this.state === 'rows') {
      const next = this.parseRow(at, to);
      if (next < 0) return at;
      at = next;
    }
    if (at < to) throw brokenCopy('bytes follow its trailer');
    return at;
  }

  private parseHeader(from: number, to: number): number {
    const { bytes } = this;
    const seen = Math.min(to - from, copySignature.length);
    if (bytes.compare(copySignature, 0, seen, from, from + seen) !== 0) throw brokenCopy('its signature is wrong');
    if (to - from < 19) return from;
    if (bytes.readInt32BE(from + 11) !== 0) throw brokenCopy('its header carries flags');
    const extension = bytes.readInt32BE(from + 15);
    if (extension < 0) throw brokenCopy('its header is damaged');
    return to - from < 19 + extension ? from : from + 19 + extension;
  }

  /** Reads one row or the trailer at `from`; gives the offset after it, −1 when it is not whole yet. */
  private parseRow(from: number, to: number): number {
    const { bytes } = this;
    if (to - from < 2) return -1;
    const columns = bytes.readInt16BE(from);
    let at = from + 2;
    if (columns === -1) {
      this.state = 'ended';
      return at;
    }
    if (columns !== this.columns) this.setColumns(columns);
    const { starts, ends } = this;
    for (let column = 0; column < columns; column++) {
      if (to - at < 4) return -1;
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length >= 0) {
        if (to - at < length) return -1;
        starts[column] = at;
        at += length;
        ends[column] = at;
      } else if (length === -1) {
        starts[column] = -1;
        ends[column] = -1;
      } else {
        throw brokenCopy('a field has a negative length');
      }
    }
    this.rows++;
    this.onRow(this);
    return at;
  }

  private setColumns(columns: number): void {
    if (columns < 0 || this.columns >= 0) throw brokenCopy(`row ${this.rows + 1} has ${columns} fields`);
    this.columns = columns;
    if (columns > this.starts.length) {
      this.starts = new Int32Array(columns);
      this.ends = new Int32Array(columns);
    }
  }

  private keep(chunk: Buffer, from: number, to: number): void {
    this.reserve(this.carried + to - from);
    this.carried += chunk.copy(this.carry, this.carried, from, to);
  }

  private reserve(size: number): void {
    if (size <= this.carry.length) return;
    // Offsets are 32-bit; Postgres itself ends rows at 1 GiB.
    if (size > 0x7fffffff) throw new HandraiseError('resource', 'a row of the database is larger than 2 GiB');
    const grown = Buffer.allocUnsafeSlow(Math.min(Math.max(size, this.carry.length * 2), 0x7fffffff));
    this.carry.copy(grown, 0, 0, this.carried);
    this.carry = grown;
  }
}

/** The failure of reading a binary COPY that is damaged or cut. */
export function brokenCopy(what: string): HandraiseError {
  return new HandraiseError('database', `the server sent a broken binary COPY: ${what}`, {
    hint: 'run again; if it stays, look at what sits between here and the server (proxy, pooler)',
  });
}

function wrongSize(column: number, type: string): HandraiseError {
  return new HandraiseError('unexpected', `column ${column + 1} of a COPY is not a ${type}: cast it in the SELECT`);
}
