import { isUtf8 } from 'node:buffer';
import type { TransformOptions } from 'node:stream';
import { type Info, type Options, type Parser, parse } from 'csv-parse';
import { HandraiseError } from '../../errors.ts';
import { countLineEndings, isWellQuoted } from './quoting.ts';

/** Largest record that is read, in bytes of UTF-8: what may have to be held in memory at once. */
const recordLimit = 16 * 1024 * 1024;

/** One record of a CSV file. */
export interface CsvRecord {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its text as it stands in the file, without the line ending; bytes that could not be decoded are U+FFFD. */
  text(): string;
  /** Whether some bytes of it could not be decoded; the cells that hold them contain U+FFFD. */
  readonly damaged: boolean;
  /** Whether quotes stand only around cells, or doubled within; otherwise the cells are guesses. */
  readonly wellQuoted: boolean;
  /** Of a sheet: whether a cell is a number itself, whose text is written plainly whatever the texts of its column. */
  isNumber?(at: number): boolean;
}

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * The records of a CSV text, in batches; blank lines are left out, records may have any number of cells.
 *
 * Lines end with CRLF, LF or CR; cells are quoted with `"` or another character, and a quoted cell may hold line endings. Memory is
 * bounded by {@link recordLimit}. A record is valid until the next batch is asked for.
 *
 * @param chunks UTF-8 without a byte order mark; bytes that aren't UTF-8 are reported with their record
 * @param delimiter one character
 * @param writing what stands around cells, an ASCII character, by default `"`; the line at which the chunks begin, by default 1
 * @throws HandraiseError `data` naming the line of a record that is too large, or of a quote that is never closed.
 */
export async function* csvRecords(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  { quote = '"', firstLine = 1 }: { readonly quote?: string; readonly firstLine?: number } = {},
): AsyncGenerator<CsvRecord[]> {
  const separator = Buffer.from(delimiter);
  const parser = parse(parserOptions(delimiter, quote));
  // Errors arrive with the callbacks of write and end; unheard, the event would end the process as well.
  parser.on('error', () => undefined);
  let held: Buffer[] = [];
  let heldFrom = 0;
  let fed = 0;
  let line = firstLine;
  const take = (): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let bytes: Buffer | undefined;
    let from = heldFrom;
    for (let parsed = read(parser); parsed !== null; parsed = read(parser)) {
      bytes ??= Buffer.concat(held);
      const whole = bytes.subarray(from - heldFrom, parsed.info.bytes - heldFrom);
      from = parsed.info.bytes;
      const content = withoutLineEnding(whole);
      if (content.length > 0) {
        records.push({
          line,
          cells: parsed.record,
          text: () => content.toString(),
          damaged: !isUtf8(content),
          wellQuoted: isWellQuoted(content, separator, quote),
        });
      }
      line += countLineEndings(whole);
    }
    if (bytes !== undefined) {
      held = [bytes.subarray(from - heldFrom)];
      heldFrom = from;
    }
    return records;
  };
  try {
    for await (const chunk of chunks) {
      fed += chunk.length;
      if (fed - heldFrom > recordLimit) throw tooLarge(line);
      held.push(chunk);
      await new Promise<void>((resolve, reject) => {
        parser.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
      yield take();
    }
    await new Promise<void>((resolve, reject) => {
      parser.once('error', reject);
      parser.end(resolve);
    });
    yield take();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'CSV_QUOTE_NOT_CLOSED') throw neverClosed(line, error);
    throw error;
  } finally {
    parser.destroy();
  }
}

function parserOptions(delimiter: string, quote: string): Options & TransformOptions {
  return {
    delimiter,
    quote,
    escape: quote,
    // Given rather than discovered: files that were pasted together mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A stray quote then spoils its own record only; otherwise the parser reads on to the next quote that fits.
    relax_quotes: true,
    info: true,
    // The records of one chunk are read at once, so the parser need never wait for us.
    readableHighWaterMark: 2 ** 31 - 1,
  };
}

function read(parser: Parser): Parsed | null {
  return parser.read() as Parsed | null;
}

function withoutLineEnding(record: Buffer): Buffer {
  let end = record.length;
  if (record[end - 1] === 0x0a) end--;
  if (record[end - 1] === 0x0d) end--;
  return record.subarray(0, end);
}

function tooLarge(line: number): HandraiseError {
  return new HandraiseError('data', `line ${line}: the record is larger than ${recordLimit / 1024 / 1024} MiB`, {
    hint: 'a quote opened there may never be closed; otherwise shorten the cell',
  });
}

function neverClosed(line: number, cause: unknown): HandraiseError {
  return new HandraiseError('data', `line ${line}: a quote in the record that starts here is never closed`, {
    hint: 'close or remove it: until then nobody can tell where the next record starts',
    cause,
  });
}
