import type { Hash } from 'node:crypto';
import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { csvRecords } from '../crm/import/csvRecords.ts';
import { inFile } from '../crm/import/inFile.ts';
import { separatorLine } from '../crm/import/separatorLine.ts';
import { chunksOf, type DecodedText } from '../crm/import/utf8Chunks.ts';
import { HandraiseError } from '../errors.ts';
import { withoutBackslashes } from './backslashes.ts';
import { type CellMarks, cellMarks } from './delimiter.ts';
import { withLiteralQuotes } from './literalQuotes.ts';
import type { OpenOptions, RawRecords } from './rawRecords.ts';
import type { ShapeRemark } from './shapeRemark.ts';

/** What UTF-8 looks like once it was read as windows-1252: Ã¼ for ü, â€™ for ’. */
const scars = /[ÂÃ][\u0080-\u00BF\u2018-\u201D\u0152-\u0178€™]|â€[\u0080-\u00BF\u0152-\u0178™œ˜¦“”]/;

/** The first line of a text that looks as if it was decoded wrongly before, and the characters that tell. */
function decodedTwice(text: string): { readonly line: number; readonly example: string } | undefined {
  const found = scars.exec(text);
  if (!found) return undefined;
  return { line: text.slice(0, found.index).split(/\r\n|\n|\r/).length, example: found[0] };
}

/** Bytes by which the separator is told. */
const sampled = 64 * 1024;

const mark = Buffer.from('\uFEFF');

/**
 * The records of a text: what separates its cells and quotes them.
 *
 * @throws HandraiseError `data` naming the line of the first record that is not of the encoding, or when cells cannot be told.
 */
export async function textRecords(
  file: string,
  text: DecodedText,
  { delimiter, hash }: OpenOptions,
): Promise<RawRecords> {
  try {
    const { beginning, whole } = await beginningOf(text);
    if (beginning.length === 0) throw new HandraiseError('data', `${file} is empty`);
    const { separator, rest } = separatorLine(withoutMarks(beginning));
    const sample = whole ? rest : wholeLines(rest);
    const marks = await cellMarks(file, sample, delimiter ?? separator);
    const firstLine = separator === undefined ? 1 : 2;
    const all = fed(chunksOf({ first: rest, rest: text.rest }), hash);
    const batches = csvRecords(marks.backslashes ? withoutBackslashes(all, marks.quote) : all, marks.delimiter, {
      quote: marks.quote,
      firstLine,
    });
    const twice = decodedTwice(sample.toString());
    return {
      delimiter: marks.delimiter,
      encoding: text.encoding,
      batches: readable(file, batches, text.encoding, marks),
      remarks: () => [
        ...(text.encoding === 'utf-8' || text.because === 'default'
          ? []
          : [{ kind: 'text-encoding', encoding: text.encoding, because: text.because } as const]),
        ...delimiterRemark(marks.delimiter, delimiter, separator),
        ...(marks.quote === '"' ? [] : [{ kind: 'quote-character', quote: marks.quote } as const]),
        ...(marks.backslashes ? [{ kind: 'backslashes-removed' } as const] : []),
        ...(twice ? [{ kind: 'decoded-twice', ...twice, line: twice.line + firstLine - 1 } as const] : []),
      ],
    };
  } catch (error) {
    await text.rest.return(undefined);
    throw error;
  }
}

async function beginningOf({ first, rest }: DecodedText): Promise<{ beginning: Buffer; whole: boolean }> {
  const parts = [first];
  let bytes = first.length;
  while (bytes < sampled) {
    const { done, value } = await rest.next();
    if (done) return { beginning: Buffer.concat(parts), whole: true };
    parts.push(value);
    bytes += value.length;
  }
  return { beginning: Buffer.concat(parts), whole: false };
}

async function* fed(chunks: AsyncGenerator<Buffer>, hash: Hash | undefined): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash?.update(chunk);
    yield chunk;
  }
}

function wholeLines(text: Buffer): Buffer {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end < 0 ? text : text.subarray(0, end);
}

/** A text that was put together may begin with more than one byte order mark. */
function withoutMarks(text: Buffer): Buffer {
  let at = 0;
  while (text.subarray(at, at + mark.length).equals(mark)) at += mark.length;
  return text.subarray(at);
}

function delimiterRemark(
  delimiter: string,
  declared: string | undefined,
  separator: string | undefined,
): readonly ShapeRemark[] {
  const because = declared !== undefined ? 'declared' : separator !== undefined ? 'first line' : 'records';
  return delimiter === ',' && because === 'records' ? [] : [{ kind: 'cell-separator', delimiter, because }];
}

async function* readable(
  file: string,
  batches: AsyncGenerator<readonly CsvRecord[]>,
  encoding: string,
  { delimiter, quote }: CellMarks,
): AsyncGenerator<readonly CsvRecord[]> {
  try {
    for await (const batch of batches) {
      const damaged = batch.find((record) => record.damaged);
      if (damaged) throw notDecodable(file, damaged.line, encoding);
      yield batch.map((record) => withLiteralQuotes(record, delimiter, quote));
    }
  } catch (error) {
    throw inFile(file, error);
  }
}

function notDecodable(file: string, line: number, encoding: string): HandraiseError {
  const name = encoding === 'utf-8' ? 'UTF-8' : encoding;
  return new HandraiseError('data', `${file}, line ${line}: not ${name}`, {
    hint: `if only this line is damaged, correct it; else say how the file is encoded, such as --encoding ${encoding === 'utf-8' ? 'windows-1252' : 'utf-8'}`,
  });
}
