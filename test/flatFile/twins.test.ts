import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { dialects } from './dialects.ts';
import { randomRecords } from './randomRecords.ts';
import { twinOf } from './twin.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

// The numbers, dates and labels are written by Intl in other locales, not by anything of the program's own.
it.each(dialects.slice(1))('learns the same model from a file as $name writes it', async (dialect) => {
  for (const seed of [1, 2, 3]) {
    const records = randomRecords(seed);
    const plain = await twinOf(records, dialects[0], join(folder, 'plain.csv'), ['points', 'logistic']);
    const twin = await twinOf(records, dialect, join(folder, 'twin.csv'), ['points', 'logistic']);
    expect(plain).toHaveProperty('models');
    expect(twin).toEqual(plain);
  }
});
