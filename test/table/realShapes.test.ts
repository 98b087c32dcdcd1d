import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecords } from '../../src/flatFile/openRecords.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const absent = !existsSync(data);
if (absent) console.warn(`skipping tests on public data: there is none at ${data}`);

/** Rows and columns as the publishers of the files, or `wc -l`, count them. */
describe.skipIf(absent)('public files have the rows that they are said to have', { timeout: 60_000 }, () => {
  it.each([
    // Below the header, a second one describes the columns in another language.
    ['bank_churners/BankChurners.csv', 10_127, 23],
    ['bank_marketing/bank-full.csv', 45_211, 17],
    ['bank_marketing/bank-additional-full.csv.gz', 41_188, 21],
    ['churn_records/Customer-Churn-Records.csv', 10_000, 17],
    ['hr_attrition/HR-Employee-Attrition.csv', 1466, 35],
    ['job_change/aug_train.csv', 19_158, 14],
    ['lightgbm_binary/binary.train', 7000, 29],
    ['olist_funnel/olist_closed_deals_dataset.csv', 842, 14],
    ['xeducation_leads/Leads.csv', 9237, 37],
    ['relax_adopted/takehome_users.csv', 12_000, 10, 'windows-1252'],
  ])('%s', async (file, rows, columns, encoding?: string) => {
    const opened = await openRecords(join(data, file), encoding === undefined ? {} : { encoding });
    let count = 0;
    for await (const batch of opened.records) count += batch.length;
    expect({ rows: count, columns: opened.names.length }).toEqual({ rows, columns });
    expect(opened.remarks.filter(({ kind }) => kind === 'odd-records')).toEqual([]);
  });
});
