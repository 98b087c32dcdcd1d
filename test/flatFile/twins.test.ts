import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { type Dialect, dialects } from './dialects.ts';
import { randomRecords } from './randomRecords.ts';
import { type Twin, twinOf } from './twin.ts';

const tables = [1, 2, 3].map((seed) => randomRecords(seed));
let folder: string;
/** What is learned from each table as a program writes it. */
let plain: readonly Twin[];

const learned = (dialect: Dialect) =>
  Promise.all(tables.map((records, at) => twinOf(records, dialect, join(folder, `${at}.csv`), ['points', 'logistic'])));

beforeAll(async () => {
  folder = await temporaryFolder();
  plain = await learned(dialects[0]);
  for (const twin of plain) expect(twin).toHaveProperty('models');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

// The numbers, dates and labels are written by Intl in other locales, not by anything of the program's own.
it.each(dialects.slice(1))('learns the same model from a file as $name writes it', async (dialect) => {
  expect(await learned(dialect)).toEqual(plain);
});
