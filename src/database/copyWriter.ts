import { HandraiseError } from '../errors.ts';
import {
  copyHeader,
  copyTrailer,
  epochHigh,
  epochLow,
  halfRange,
  infinityHigh,
  minusInfinityHigh,
} from './binaryCopy.ts';

/** Size of the buffers rows are written into, in bytes. */
const chunkSize = 1 << 16;

/**
 * Writes rows in the binary COPY format: one call per column, in the order of the target's columns.
 *
 * Rows begin and end by counting: after the last column the next call begins the next row.
 */
export class CopyWriter {
  private readonly columns: number;
  private column = 0;
  private written = 0;
  private buffer: Buffer = Buffer.allocUnsafeSlow(chunkSize);
  private at: number;
  private full: Buffer[] = [];

  constructor(columns: number) {
    this.columns = columns;
    this.at = copyHeader.copy(this.buffer);
  }

  /** Whole rows written so far. */
  get rows(): number {
    return this.written;
  }

  /** text, varchar or any type whose binary form is its text; NUL and lone surrogates, which Postgres cannot hold, are refused. */
  text(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    if (value.includes('\0')) throw refused(this.column, 'a text contains the character NUL');
    if (!value.isWellFormed()) throw refused(this.column, 'a text contains half a surrogate pair');
    this.utf8(value, undefined);
  }

  /** float8; NaN becomes null. */
  float(value: number): void {
    if (Number.isNaN(value)) {
      this.null();
      return;
    }
    this.begin(8);
    this.at = this.buffer.writeDoubleBE(value, this.at);
    this.end();
  }

  /** int4. */
  integer(value: number | null): void {
    if (value === null) {
      this.null();
      return;
    }
    if ((value | 0) !== value) throw refused(this.column, `${value} is not a 32-bit integer`);
    this.begin(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
    this.end();
  }

  /** int2. */
  smallint(value: number | null): void {
    if (value === null) {
      this.null();
      return;
    }
    if ((value << 16) >> 16 !== value) throw refused(this.column, `${value} is not a 16-bit integer`);
    this.begin(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
    this.end();
  }

  /** int8. */
  bigint(value: bigint | null): void {
    if (value === null) {
      this.null();
      return;
    }
    if (BigInt.asIntN(64, value) !== value) throw refused(this.column, `${value} is not a 64-bit integer`);
    this.begin(8);
    this.at = this.buffer.writeBigInt64BE(value, this.at);
    this.end();
  }

  /** timestamptz from whole microseconds since 1970 UTC; NaN becomes null, ±Infinity becomes ±infinity. */
  instant(value: number): void {
    if (Number.isNaN(value)) {
      this.null();
      return;
    }
    if (value === Number.POSITIVE_INFINITY) this.halves(infinityHigh, halfRange - 1);
    else if (value === Number.NEGATIVE_INFINITY) this.halves(minusInfinityHigh, 0);
    else this.microseconds(value);
  }

  /** boolean. */
  boolean(value: boolean | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.begin(1);
    this.at = this.buffer.writeUInt8(value ? 1 : 0, this.at);
    this.end();
  }

  /** jsonb; null becomes SQL null. NaN, ±Infinity and undefined inside, which JSON would silently change, are refused. */
  json(value: unknown): void {
    if (value === null) {
      this.null();
      return;
    }
    const flaw = flawOf(value);
    if (flaw !== undefined) throw refused(this.column, `a JSON value contains ${flaw}`);
    this.utf8(JSON.stringify(value), 1);
  }

  /** Hands over the buffers that are full; throws when a row is half written. */
  take(): Buffer[] {
    if (this.column !== 0) {
      throw new HandraiseError('unexpected', `a row of a COPY has ${this.column} of ${this.columns} fields`);
    }
    const { full } = this;
    if (full.length > 0) this.full = [];
    return full;
  }

  /** Ends the COPY and hands over what is left. */
  finish(): Buffer[] {
    const full = this.take();
    this.reserve(copyTrailer.length);
    this.at += copyTrailer.copy(this.buffer, this.at);
    return [...full, ...this.full, this.buffer.subarray(0, this.at)];
  }

  private null(): void {
    this.begin(-1);
    this.end();
  }

  private microseconds(value: number): void {
    if (!Number.isSafeInteger(value)) throw refused(this.column, `${value} is not a whole number of microseconds`);
    const high = Math.floor(value / halfRange);
    const low = value - high * halfRange - epochLow;
    if (low < 0) this.halves(high - epochHigh - 1, low + halfRange);
    else this.halves(high - epochHigh, low);
  }

  private halves(high: number, low: number): void {
    this.begin(8);
    this.at = this.buffer.writeInt32BE(high, this.at);
    this.at = this.buffer.writeUInt32BE(low, this.at);
    this.end();
  }

  private utf8(value: string, version: number | undefined): void {
    const prefix = version === undefined ? 0 : 1;
    // Three bytes per UTF-16 unit is the most UTF-8 takes; counting first is only worth it for long texts.
    const most = value.length * 3 <= chunkSize / 4 ? value.length * 3 : Buffer.byteLength(value);
    this.begin(most + prefix);
    if (version !== undefined) this.at = this.buffer.writeUInt8(version, this.at);
    const length = this.buffer.write(value, this.at, 'utf8');
    this.buffer.writeInt32BE(length + prefix, this.at - prefix - 4);
    this.at += length;
    this.end();
  }

  /** Begins a field, and a row where one is due: room for `size` bytes and its length, −1 being null. */
  private begin(size: number): void {
    this.reserve(6 + Math.max(size, 0));
    if (this.column === 0) this.at = this.buffer.writeInt16BE(this.columns, this.at);
    this.at = this.buffer.writeInt32BE(size, this.at);
  }

  private end(): void {
    this.column++;
    if (this.column === this.columns) {
      this.column = 0;
      this.written++;
    }
  }

  private reserve(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    if (this.at > 0) this.full.push(this.buffer.subarray(0, this.at));
    this.buffer = Buffer.allocUnsafeSlow(Math.max(chunkSize, size));
    this.at = 0;
  }
}

function flawOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'string':
      if (value.includes('\0')) return 'the character NUL';
      return value.isWellFormed() ? undefined : 'half a surrogate pair';
    case 'boolean':
      return undefined;
    case 'object':
      if (value === null) return undefined;
      return flawIn(Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)]);
    default:
      return typeof value;
  }
}

function flawIn(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const flaw = flawOf(value);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function refused(column: number, what: string): HandraiseError {
  return new HandraiseError('data', `column ${column + 1} cannot be written: ${what}`);
}
