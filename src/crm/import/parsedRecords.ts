import { isUtf8 } from 'node:buffer';
import type { TransformOptions } from 'node:stream';
import { type Info, type Options, type Parser, parse } from 'csv-parse';
import { HandraiseError } from '../../errors.ts';
import type { CsvRecord } from './csvRecord.ts';
import { countLineEndings, isWellQuoted } from './quoting.ts';
import { recordLimit, recordTooLarge } from './recordLimit.ts';

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * The records of a CSV text as a parser reads them, quotes and all: see {@link csvRecords}.
 *
 * @param firstLine number of the line at which the chunks begin.
 * @throws HandraiseError as {@link csvRecords}.
 */
export async function* parsedRecords(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
  quote: string,
  firstLine: number,
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
      if (fed - heldFrom > recordLimit) throw recordTooLarge(line);
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
    if ((error as { code?: unknown }).code === 'CSV_QUOTE_NOT_CLOSED') {
      // The parser looks a few bytes ahead: the end of the text may have ended records before the one that it refuses.
      take();
      throw neverClosed(line, error);
    }
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

function neverClosed(line: number, cause: unknown): HandraiseError {
  return new HandraiseError('data', `line ${line}: a quote in the record that starts here is never closed`, {
    hint: 'close or remove it: until then nobody can tell where the next record starts',
    cause,
  });
}
