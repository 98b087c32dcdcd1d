import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RejectFile } from '../../src/crm/import/rejectFile.ts';
import { rowProblemText } from '../../src/wording/refusedRows.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-rejects-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('two imports that share a file of rejects never mix their rows, and the last one stays', async () => {
  const path = join(folder, 'rejects.csv');
  const [one, other] = [
    new RejectFile({ path, words: rowProblemText }),
    new RejectFile({ path, words: rowProblemText }),
  ];
  await one.add(2, [{ why: 'missing', field: 'id' }], 'one');
  await other.add(3, [{ why: 'missing', field: 'id' }], 'other');
  expect(await one.commit()).toBe(path);
  expect(await readFile(path, 'utf8')).toBe('line,reason,record\n2,"id is missing","one"\n');
  expect(await other.commit()).toBe(path);
  expect(await readFile(path, 'utf8')).toBe('line,reason,record\n3,"id is missing","other"\n');
  expect(await readdir(folder)).toEqual(['rejects.csv']);
});

test('what is discarded leaves nothing, and a committed file stays', async () => {
  const path = join(folder, 'rejects.csv');
  const given = new RejectFile({ path, words: rowProblemText });
  await given.add(2, [{ why: 'missing', field: 'id' }], 'row');
  await given.discard();
  expect(await readdir(folder)).toEqual([]);
  const kept = new RejectFile({ path, words: rowProblemText });
  await kept.add(2, [{ why: 'missing', field: 'id' }], 'row');
  await kept.commit();
  await kept.discard();
  expect(await readdir(folder)).toEqual(['rejects.csv']);
});
