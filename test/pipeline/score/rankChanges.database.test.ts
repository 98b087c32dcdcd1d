import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { readRankChanges } from '../../../src/publish/rankChanges.ts';
import { microsecondsPerDay } from '../../../src/time/instant.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import type { TestDatabase } from '../../database/testDatabase.ts';
import { companyDatabase, quickProgram } from '../../demo/sharedCompanies.ts';

const weekBefore = demoEnd - 7 * microsecondsPerDay;

interface Change {
  readonly contact_id: string;
  readonly change: string;
  readonly rank_now: number | null;
  readonly gone_reason: string | null;
  readonly margin_change: number | null;
  readonly activity: number | null;
  readonly ageing: number | null;
  readonly profile: number | null;
  readonly model: number | null;
}

describe('what changed since the ranking before', () => {
  let database: TestDatabase;
  let at: { cwd: string; database: string };

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await handraise([...args, '--json'], at);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  /** Has the commands take an instant for now. */
  const on = (instant: number) => {
    const families = [...quickProgram.features.families, 'accountEngagement'];
    const config = {
      ...demoConfig,
      asOf: new Date(instant / 1000).toISOString(),
      programs: { demo: { ...quickProgram, features: { families } } },
    };
    return writeFile(join(at.cwd, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
  };
  const changes = async () =>
    (await database.handle.pool.query<Change>('SELECT * FROM handraise.rank_change WHERE program = $1', ['demo'])).rows;

  beforeAll(async () => {
    database = await companyDatabase();
    at = { cwd: await temporaryFolder(), database: database.connectionString };
    await on(demoEnd);
    await run('train', '--promote');
    await on(weekBefore);
    await run('score');
  }, 120_000);

  afterAll(() => database.drop());

  it('is nothing for the first run, and for a run that finds all as it was', async () => {
    expect(await changes()).toEqual([]);
    await run('score');
    expect(await changes()).toEqual([]);
    const { rows } = await database.handle.pool.query(
      'SELECT activity, ageing, profile, model FROM handraise.margin_change',
    );
    expect(rows.length).toBeGreaterThan(500);
    // Read again of the events of some contacts alone, every margin is that which was published, to the last bit.
    expect(rows.filter((row) => Object.values(row).some((part) => part !== 0))).toEqual([]);
  });

  it('is told of everybody who stands otherwise, and adds up', async () => {
    const before = await database.handle.pool.query('SELECT contact_id, rank, tier, margin FROM handraise.candidate');
    await on(demoEnd);
    await run('score');
    const after = await database.handle.pool.query('SELECT contact_id, rank, tier, margin FROM handraise.candidate');
    const told = new Map((await changes()).map((change) => [change.contact_id, change]));
    const was = new Map(before.rows.map((row) => [row.contact_id, row]));
    const is = new Map(after.rows.map((row) => [row.contact_id, row]));
    const kinds = new Map<string, string>();
    for (const id of new Set([...was.keys(), ...is.keys()])) {
      const [then, now] = [was.get(id), is.get(id)];
      if (!then) kinds.set(id, 'new');
      else if (!now) kinds.set(id, 'gone');
      else if (now.tier !== then.tier) kinds.set(id, now.tier < then.tier ? 'up' : 'down');
      else if (now.rank !== then.rank || now.margin !== then.margin) kinds.set(id, 'moved');
    }
    expect(new Map([...told].map(([id, { change }]) => [id, change]))).toEqual(kinds);
    expect(new Set(kinds.values())).toEqual(new Set(['new', 'gone', 'up', 'down', 'moved']));
    for (const { change, gone_reason } of told.values()) expect(gone_reason !== null).toBe(change === 'gone');
    const split = [...told.values()].filter(({ activity }) => activity !== null);
    expect(split.length).toBe([...told.values()].filter(({ change }) => !['new', 'gone'].includes(change)).length);
    for (const { activity, ageing, profile, model, margin_change } of split)
      expect(Math.abs(activity! + ageing! + profile! + model! - margin_change!)).toBeLessThanOrEqual(1e-9);
    expect(split.every(({ model }) => model === 0)).toBe(true);
    const someone = split.find(({ change }) => change === 'up')!;
    const read = await readRankChanges(database.handle, 'demo', [someone.contact_id, 'nobody']);
    const count = (kind: string) => [...kinds.values()].filter((found) => found === kind).length;
    const reasons = read!.gone.reduce((sum, { contacts }) => sum + contacts, 0);
    expect(read!.counts).toEqual(
      Object.fromEntries(['new', 'gone', 'up', 'down', 'moved'].map((kind) => [kind, count(kind)])),
    );
    expect(reasons).toBe(count('gone'));
    const { activity, ageing, profile, model } = someone;
    expect([...read!.contacts]).toEqual([
      [someone.contact_id, expect.objectContaining({ change: 'up', parts: { activity, ageing, profile, model } })],
    ]);
    expect(read!.contacts.get(someone.contact_id)!.before).toMatchObject({ tier: was.get(someone.contact_id).tier });
  });

  it('is time alone where nobody of the account did anything', async () => {
    const { rows } = await database.handle.pool.query<{ contact_id: string }>(
      `SELECT c.person_id::text AS contact_id FROM handraise_demo.people AS c
       WHERE NOT EXISTS (SELECT FROM handraise_demo.people AS p JOIN handraise_demo.activities AS a USING (person_id)
         WHERE (p.person_id = c.person_id OR p.company_id = c.company_id)
           AND (a.happened_at >= '2026-06-24Z' OR a.loaded_at >= '2026-06-24Z'))`,
    );
    const quiet = new Set(rows.map((row) => row.contact_id));
    const told = (await changes()).filter(({ contact_id, activity }) => activity !== null && quiet.has(contact_id));
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter(({ activity }) => Math.abs(activity!) > 1e-9)).toEqual([]);
  });

  it('gives why somebody is gone, as the rules of the list have it', async () => {
    const gone = (await changes()).filter(({ change }) => change === 'gone');
    const { rows } = await database.handle.pool.query<{ contact_id: string }>(
      `SELECT person_id::text AS contact_id FROM handraise_demo.demo_requests WHERE requested_at < '2026-07-01Z'`,
    );
    const converted = new Set(rows.map((row) => row.contact_id));
    const said = gone.filter(({ gone_reason }) => gone_reason === 'already converted');
    expect(said.length).toBeGreaterThan(0);
    expect(said.every(({ contact_id }) => converted.has(contact_id))).toBe(true);
    expect(gone.filter(({ gone_reason }) => gone_reason === 'not in the data')).toEqual([]);
  });

  it('is gone with the ranking before', async () => {
    await run('runs', 'prune', '--keep', '0');
    expect(await changes()).toEqual([]);
    const { rows } = await database.handle.pool.query('SELECT DISTINCT run_id FROM handraise.margin_change');
    expect(rows.length).toBe(1);
  });
});
