import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RejectFile } from '../../src/crm/import/rejectFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-rejects-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('two imports that share a file of rejects never mix their rows, and the last one stays', async () => {
  const path = join(folder, 'rejects.csv');
  const [one, other] = [new RejectFile(path), new RejectFile(path)];
  await one.add(2, 'bad', 'one');
  await other.add(3, 'bad', 'other');
  expect(await one.commit()).toBe(path);
  expect(await readFile(path, 'utf8')).toBe('line,reason,record\n2,"bad","one"\n');
  expect(await other.commit()).toBe(path);
  expect(await readFile(path, 'utf8')).toBe('line,reason,record\n3,"bad","other"\n');
  expect(await readdir(folder)).toEqual(['rejects.csv']);
});

test('what is discarded leaves nothing, and a committed file stays', async () => {
  const path = join(folder, 'rejects.csv');
  const given = new RejectFile(path);
  await given.add(2, 'bad', 'row');
  await given.discard();
  expect(await readdir(folder)).toEqual([]);
  const kept = new RejectFile(path);
  await kept.add(2, 'bad', 'row');
  await kept.commit();
  await kept.discard();
  expect(await readdir(folder)).toEqual(['rejects.csv']);
});
