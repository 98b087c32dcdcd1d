import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { csvRecords } from '../crm/import/csvRecords.ts';
import { countLineEndings } from '../crm/import/quoting.ts';
import { HandraiseError } from '../errors.ts';
import { withLiteralQuotes } from './literalQuotes.ts';

/** The records of the beginning of a text. */
export interface SampleRecords {
  readonly records: readonly CsvRecord[];
  /** Lines at the end that are no records, for a quote there is never closed. */
  readonly open: number;
}

/** Reads the beginning of a text, whatever is wrong with it. */
export async function sampleRecords(sample: Buffer, delimiter: string, quote: string): Promise<SampleRecords> {
  const records: CsvRecord[] = [];
  try {
    for await (const batch of csvRecords(only(sample), delimiter, { quote }))
      for (const record of batch) records.push(withLiteralQuotes(record, delimiter, quote));
    return { records, open: 0 };
  } catch (error) {
    if (!(error instanceof HandraiseError)) throw error;
    const last = records.at(-1);
    const read = last ? last.line + countLineEndings(Buffer.from(last.text())) : 0;
    return { records, open: Math.max(1, countLineEndings(sample) + 1 - read) };
  }
}

async function* only(sample: Buffer): AsyncGenerator<Buffer> {
  yield sample;
}
