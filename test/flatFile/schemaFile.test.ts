import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSchemaFile, schemaFileText } from '../../src/flatFile/schemaFile.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each(['s.json', 's.ts', 's.js', 's.mjs'])('%s comes back as it was written', async (name) => {
  const path = join(folder, name);
  const schema = {
    encoding: 'utf-16le',
    delimiter: ';',
    sheet: '2',
    positive: ['won', 'Closed, won'],
    negative: ['', 'lost'],
    group: 'none',
    columns: { 'size, in m=': 'number:1,234.5', t: 'date:DD/MM/YYYY' },
  };
  await writeFile(path, schemaFileText(path, schema));
  expect(await readSchemaFile(path)).toEqual(schema);
});

test.each([
  ['{', /can't be loaded/],
  ['{"column": {}}', /column/],
  ['{"columns": {"a": 1}}', /columns\.a/],
  ['[]', /object/],
])('refused: %s', async (text, message) => {
  const path = join(folder, 's.json');
  await writeFile(path, text);
  await expect(readSchemaFile(path)).rejects.toMatchObject({ code: 'usage', message: expect.stringMatching(message) });
});

test('a file that is not there is named', async () => {
  await expect(readSchemaFile(join(folder, 'absent.json'))).rejects.toMatchObject({ code: 'usage' });
});
