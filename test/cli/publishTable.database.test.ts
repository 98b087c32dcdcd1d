import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDecisions } from '../../src/registry/decisions.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';
import { writeLeads } from './leads.ts';

/** A flat file whose scored rows become the ranking of a program. */
describe('handraise table --publish', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  });

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  const table = (...args: string[]) =>
    handraise(['table', ...args], { cwd: folder, database: database.connectionString });
  const leads = ['--label', 'won', '--id', 'lead', '--model', 'logistic', '--publish', 'leads'];

  const published = async () =>
    (
      await database.handle.pool.query<{ contact_id: string; probability: number; rank: number; tier: string }>(
        `SELECT contact_id, probability, rank, tier FROM handraise.candidate WHERE program = 'leads' ORDER BY rank`,
      )
    ).rows;

  it('writes what the predictions say, whole and in one piece', async () => {
    await writeLeads(join(folder, 'leads.csv'), 1500, 1);
    await writeLeads(join(folder, 'later.csv'), 60, 2, { label: false });
    const ended = await table('leads.csv', ...leads, '--test', 'later.csv', '--predictions', 'p.csv');
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/published +60 rows as program leads/) });
    const predicted = (await readFile(join(folder, 'p.csv'), 'utf8'))
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([id, probability, , tier, rank]) => ({
        contact_id: id,
        probability: Number(probability),
        rank: Number(rank),
        tier,
      }));
    expect(await published()).toEqual(predicted.toSorted((a, b) => a.rank - b.rank));
    expect((await listDecisions(database.handle, 'leads')).map(({ action }) => action)).toEqual(['promote']);
  });

  it('of a model that is of no use is refused on record, and the list before stays', async () => {
    const before = await published();
    await writeLeads(join(folder, 'noise.csv'), 2000, 2, { signal: 0 });
    const ended = await table('noise.csv', ...leads, '--exclude', 'tags,last_activity');
    expect(ended).toMatchObject({ code: 9, stdout: expect.not.stringContaining('published') });
    expect(await published()).toEqual(before);
    const [last] = await listDecisions(database.handle, 'leads');
    expect(last).toMatchObject({
      action: 'refuse',
      gates: expect.arrayContaining([expect.objectContaining({ blocked: true })]),
    });
  });

  it('refuses an id that occurs twice, one that is too long for a ranking, rows without ids, and names of other programs', async () => {
    const before = await published();
    const lines = (await readFile(join(folder, 'later.csv'), 'utf8')).split('\n');
    await writeFile(join(folder, 'twice.csv'), [...lines, lines[1]].join('\n'));
    expect(await table('leads.csv', ...leads, '--test', 'twice.csv')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('names two of the rows'),
    });
    await writeFile(join(folder, 'long.csv'), [...lines, lines[1]!.replace(/^[^,]*/, 'x'.repeat(801))].join('\n'));
    expect(await table('leads.csv', ...leads, '--test', 'long.csv')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is 801 bytes long'),
    });
    expect(await table('leads.csv', '--label', 'won', '--publish', 'leads')).toMatchObject({ code: 2 });
    expect(await table('leads.csv', ...leads.with(-1, 'Robert"; DROP TABLE'))).toMatchObject({ code: 2 });
    await writeFile(
      join(folder, 'handraise.config.ts'),
      `export default { programs: { crm: { horizonDays: 30, cutoffs: { every: 'month' } } } };\n`,
    );
    expect(await table('leads.csv', ...leads.with(-1, 'crm'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is asked of the CRM'),
    });
    expect(await published()).toEqual(before);
  });
});
