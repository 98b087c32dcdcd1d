import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { table } from '../../src/api/table.ts';
import type { PublicTable, Records } from './publicTable.ts';
import type { RecordSplit } from './splitRecords.ts';

/** What a side says of the test rows, in their order, and how long it took to learn it. */
export interface Predictions {
  readonly probabilities: Float64Array;
  readonly seconds: number;
}

/**
 * Ours, through what `handraise table` calls: a file to learn from, and one without outcomes to score.
 *
 * The seconds are those of the whole call: reading both files, the audit, the gates and the reasons of every test row are among them.
 */
export async function ourPredictions(
  folder: string,
  { label, positive, time }: PublicTable,
  records: Records,
  { train, test }: RecordSplit,
): Promise<Predictions> {
  const [file, unknown, predictions] = ['train', 'test', 'predictions'].map((name) => join(folder, `${name}.csv`));
  const [header, ...rows] = records as [readonly string[], ...(readonly string[])[]];
  const outcome = header.indexOf(label);
  writeFileSync(file!, csv([header, ...Array.from(train, (row) => rows[row]!)]));
  writeFileSync(
    unknown!,
    csv([header, ...Array.from(test, (row) => rows[row]!)].map((record) => record.toSpliced(outcome, 1))),
  );
  const began = performance.now();
  await table(file!, {
    label,
    positive: [positive],
    test: unknown!,
    predictions: predictions!,
    acceptDrift: true,
    ...(time === 'order' ? { split: 'order' } : {}),
    ...(typeof time === 'object' ? { time: time.column } : {}),
  });
  const seconds = (performance.now() - began) / 1000;
  const said: Record<string, string>[] = parse(readFileSync(predictions!, 'utf8'), { columns: true, bom: true });
  if (said.some(({ id }, at) => Number(id) !== at + 1) || said.length !== test.length)
    throw new Error(`${said.length} predictions of ${test.length} rows, or not in their order`);
  return { probabilities: Float64Array.from(said, ({ probability }) => Number(probability)), seconds };
}

function csv(records: Records): string {
  return records.map((record) => `${record.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
