import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberFormatOf, numberReader } from '../../src/crm/import/numberFormat.ts';
import { conventions } from '../../src/crm/import/numberScan.ts';
import { numberOfText } from '../../src/crm/numberOfText.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(() => database.drop());

const written = [
  ...[
    '0',
    '7',
    '-7',
    '+7',
    '12',
    '1234',
    '1.5',
    '1,5',
    '.5',
    '1.',
    '1e3',
    '1.234',
    '1,234',
    '1.234,5',
    '1,234.5',
    '12,34,567.8',
  ],
  ...[
    '1 234,5',
    '1\u00a0234.5',
    '1\u202f234,5',
    "1'234.5",
    '1\u2019234,5',
    '1.23.456',
    '1,,5',
    '1.234.567',
    '1,234,567',
    '−3,5',
  ],
  ...[
    '12 €',
    '€ 12',
    '12€',
    '-12 EUR',
    '€-12',
    '12 euro',
    '12 USD',
    '$12',
    '$1,234.5',
    '12 %',
    '45,5%',
    '12 € €',
    'EUR',
    '€',
  ],
  ...['', ' ', 'n. a.', 'NaN', 'Infinity', '1e999', '12 apples', '1-2', '--1', ' 12 ', '12\t', '１２'],
];
const formats = [...conventions.map(({ sample }) => sample), '1.234,5 €', '$1,234.5', '45,5%'];

// The reader of files is the independent source.
test.each(formats)('texts are numbers of %s where they are in a file', async (format) => {
  const readers = numberReader(numberFormatOf(format));
  const rows = sql<{ text: string; number: number | null }>`
    SELECT text, ${numberOfText(sql`text`, format)} AS number FROM unnest(${written}::text[]) AS text`;
  const found = await rows.execute(database.handle.kysely);
  const told = found.rows.map(({ text, number }) => [text, number ?? Number.NaN]);
  expect(told).toEqual(written.map((text) => [text, readers(text.trim())]));
});

test('without a format they are as programs write them', async () => {
  const rows = sql<{ text: string; number: number | null }>`
    SELECT text, ${numberOfText(sql`text`)} AS number FROM unnest(${written}::text[]) AS text`;
  const { rows: found } = await rows.execute(database.handle.kysely);
  const numbers = found.filter(({ number }) => number !== null).map(({ text, number }) => [text, number]);
  expect(numbers).toEqual([
    ...[
      ['0', 0],
      ['7', 7],
      ['-7', -7],
      ['+7', 7],
      ['12', 12],
      ['1234', 1234],
      ['1.5', 1.5],
      ['.5', 0.5],
      ['1.', 1],
    ],
    ...[
      ['1e3', 1000],
      ['1.234', 1.234],
      [' 12 ', 12],
      ['12\t', 12],
    ],
  ]);
});
