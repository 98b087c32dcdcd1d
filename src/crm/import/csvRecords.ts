import { isUtf8 } from 'node:buffer';
import type { CsvRecord } from './csvRecord.ts';
import { parsedRecords } from './parsedRecords.ts';
import { plainRecords } from './plainRecords.ts';
import { recordLimit, recordTooLarge } from './recordLimit.ts';

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * The records of a CSV text, in batches; blank lines are left out, records may have any number of cells.
 *
 * Lines end with CRLF, LF or CR; cells are quoted with `"` or another character, and a quoted cell may hold line endings. Memory is
 * bounded by {@link recordLimit}. A record is valid until the next batch is asked for.
 *
 * Up to the first quote lines are cut at their delimiters, which takes a fraction of a parser's time.
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
  const source = chunks[Symbol.asyncIterator]();
  let line = firstLine;
  /** What there is of a line that has not ended. */
  let begun: Buffer[] = [];
  try {
    for (;;) {
      const { done, value } = await source.next();
      const chunk: Buffer = done ? Buffer.alloc(0) : value;
      const end = done ? 0 : endOfLines(chunk);
      const lines = done || end > 0 ? Buffer.concat([...begun, chunk.subarray(0, end)]) : Buffer.alloc(0);
      if (chunk.includes(quote) || !isUtf8(lines)) {
        yield* parsedRecords(continued([...begun, chunk], source), delimiter, quote, line);
        return;
      }
      const { records, nextLine } = plainRecords(lines.toString(), delimiter, line);
      yield records;
      if (done) return;
      line = nextLine;
      begun = end > 0 ? [chunk.subarray(end)] : [...begun, chunk];
      if (begun.reduce((sum, { length }) => sum + length, 0) > recordLimit) throw recordTooLarge(line);
    }
  } finally {
    await source.return?.();
  }
}

/** Where the last line that ends in a chunk ends. A carriage return at its very end may be half of an ending. */
function endOfLines(chunk: Buffer): number {
  const last = chunk.length - 1;
  return Math.max(chunk.lastIndexOf(lineFeed), last > 0 ? chunk.lastIndexOf(carriageReturn, last - 1) : -1) + 1;
}

async function* continued(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
