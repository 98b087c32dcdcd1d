import { type CsvRecord, csvRecords } from '../crm/import/csvRecords.ts';
import { HandraiseError } from '../errors.ts';

/** The records of the beginning of a text; those after a quote that is never closed are left out. */
export async function sampleRecords(sample: Buffer, delimiter: string, quote: string): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = [];
  try {
    for await (const batch of csvRecords(only(sample), delimiter, { quote })) records.push(...batch);
  } catch (error) {
    if (!(error instanceof HandraiseError)) throw error;
  }
  return records;
}

async function* only(sample: Buffer): AsyncGenerator<Buffer> {
  yield sample;
}
