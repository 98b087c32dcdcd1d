import { existsSync } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handraise } from '../cli/handraise.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const configurations = join(import.meta.dirname, '../realData');
const absent = !existsSync(data);
if (absent) console.warn(`skipping tests on public data: there is none at ${data}`);

const counted = (people: number) => people.toLocaleString('en');

/** Public data sets from the file to the page that is worked from, by configuration alone: with nothing declared that they have no data for. */
describe.skipIf(absent)('programs of public data', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;

  beforeEach(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  });

  afterEach(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const rowsOf = async (statement: string) => (await database.handle.pool.query(statement)).rows;
  const ranking = () =>
    rowsOf('SELECT contact_id, rank, probability, score, tier, margin FROM handraise.candidate ORDER BY rank');

  async function run(...args: string[]) {
    const { code, stdout, stderr } = await handraise([...args, '--json'], {
      cwd: folder,
      database: database.connectionString,
    });
    expect({ args, code, stderr: code === 0 ? '' : stderr }).toEqual({ args, code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  const worked = (command: string, ...args: string[]) => run(command, ...args, '--config', 'worked.config.ts');

  /** Trains, scores without what stands beside a probability, then learns the profile and scores with it. */
  async function work(of: { readonly name: string; readonly trained: string; readonly scored: string }) {
    await cp(join(configurations, of.name), folder, { recursive: true });
    const { modelId } = await run('train', '--as-of', of.trained);
    await run('models', 'promote', modelId, '--override', 'the list is wanted');
    await run('score', '--as-of', of.scored);
    const before = await ranking();
    const { profile } = await worked('icp', '--as-of', of.scored);
    const scoring = await worked('score', '--as-of', of.scored);
    expect(scoring.modelId).toBe(modelId);
    expect(await ranking()).toEqual(before);
    return { profile, stages: scoring.qualification.stages, reports: await worked('report') };
  }

  /** Everybody stands in one declared stage, and the record of moves leads each to where the list says. */
  async function expectOneStageEach(stages: readonly { readonly stage: string; readonly contacts: number }[]) {
    const [{ contacts }] = await rowsOf('SELECT count(*)::int AS contacts FROM handraise.contact');
    expect(stages.reduce((sum, stage) => sum + stage.contacts, 0)).toBe(contacts);
    expect(
      await rowsOf(`SELECT contact_id, stage, to_stage FROM handraise.candidate LEFT JOIN (
          SELECT DISTINCT ON (contact_id) contact_id, to_stage FROM handraise.stage_transition ORDER BY contact_id, number DESC
        ) AS moves USING (contact_id)
        WHERE stage IS DISTINCT FROM coalesce(to_stage, '${stages[0]!.stage}')`),
    ).toEqual([]);
    expect(stages.filter((stage) => stage.contacts > 0).length).toBeGreaterThan(1);
  }

  /** The ids of the people that the CSV beside the page and the page itself hold, in their order. */
  async function listedPeople({
    rankedAccounts,
    rankedAccountsCsv,
  }: {
    rankedAccounts: string;
    rankedAccountsCsv: string;
  }) {
    const page = await readFile(rankedAccounts, 'utf8');
    const lines = JSON.parse(/<script[^>]*\bid="lines"[^>]*>([^<]*)<\/script>/.exec(page)![1]!);
    const records: [string | null, string][] = JSON.parse(
      inflateRawSync(Buffer.from(lines.records, 'base64')).toString(),
    ).flat(2);
    const csv = await readFile(rankedAccountsCsv, 'utf8');
    expect(csv).toBe(lines.csvHeader + records.map(([, cells]) => `${cells},,\r\n`).join(''));
    const people = records.flatMap(([id]) => (id === null ? [] : [id]));
    expect(new Set(people).size).toBe(people.length);
    return { page, people };
  }

  it('relax_adopted: by organisation, with its people, where each stands and what they lack', async () => {
    await cp(join(configurations, 'relax'), folder, { recursive: true });
    await run('import', 'contact', join(data, 'relax_adopted/takehome_users.csv'), '--rejects', 'r.csv');
    await run('import', 'event', join(data, 'relax_adopted/takehome_user_engagement.csv'));
    const { profile, stages, reports } = await work({ name: 'relax', trained: '2014-06-07', scored: '2014-06-07' });

    expect(profile.won).toBeGreaterThan(100);
    expect(profile.attributes.length).toBeGreaterThan(0);
    await expectOneStageEach(stages.stages);
    const { page, people } = await listedPeople(reports);
    // Its accounts in their order, of each as many of the best people as a page has room for: the same number of all.
    const [{ accounts, contacts }] =
      await rowsOf(`SELECT count(DISTINCT account_id)::int AS accounts, count(*)::int AS contacts
      FROM handraise.candidate`);
    const listed = await rowsOf(`SELECT contact_id, n::int FROM (
        SELECT contact_id, a.rank AS account, row_number() OVER (PARTITION BY account_id ORDER BY c.rank) AS n
        FROM handraise.candidate AS c JOIN handraise.account_candidate AS a USING (account_id)
      ) AS each ORDER BY account, n`);
    const most = Math.max(...listed.filter(({ contact_id }) => people.includes(contact_id)).map(({ n }) => n));
    expect(listed).toHaveLength(contacts);
    expect(people).toEqual(listed.filter(({ n }) => n <= most).map(({ contact_id }) => contact_id));
    expect(page).toContain(
      `all ${accounts} accounts with the best ${counted(people.length)} of ${counted(contacts)} people`,
    );

    const standing = await rowsOf(
      'SELECT fit, grid, segment, held_by, email FROM handraise.candidate JOIN handraise.contact ON id = contact_id',
    );
    for (const { fit, grid, segment, held_by, email } of standing) {
      expect(fit).toBeGreaterThanOrEqual(0);
      expect(grid).toMatch(/^[A-D][1-4]$/);
      const throwaway = /@(gustr\.com|cuvox\.de|jourrapide\.com)$/.test(email);
      expect(held_by).toEqual(throwaway ? [{ kind: 'exclusion', rule: 'throwaway mailboxes' }] : []);
      if (throwaway) expect(segment).toBe('held-off');
    }
    // Two log-ins in the two weeks before, counted by a statement of its own.
    expect(
      await rowsOf(`SELECT e.contact_id FROM handraise.evidence AS e
        WHERE criterion = 'use' AND (met IS TRUE) <> (
          SELECT count(*) >= 2 FROM handraise.event AS v WHERE v.contact_id = e.contact_id
            AND v.occurred_at >= '2014-05-24T00:00Z' AND v.occurred_at < '2014-06-07T00:00Z')`),
    ).toEqual([]);
  }, 480_000);

  it('olist_funnel: leads without accounts, names and events', async () => {
    await cp(join(configurations, 'olist'), folder, { recursive: true });
    await run('import', 'contact', join(data, 'olist_funnel/olist_marketing_qualified_leads_dataset.csv'));
    await run('import', 'outcome', join(data, 'olist_funnel/olist_closed_deals_dataset.csv'));
    const { profile, stages, reports } = await work({ name: 'olist', trained: '2018-08-20', scored: '2018-06-01' });

    expect(profile.won).toBeGreaterThan(20);
    await expectOneStageEach(stages.stages);
    const { page, people } = await listedPeople(reports);
    const listed = await rowsOf('SELECT contact_id FROM handraise.candidate ORDER BY rank');
    expect(people).toEqual(listed.map(({ contact_id }) => contact_id));
    expect(page).toContain(`all ${counted(people.length)} people`);
    expect(await rowsOf('SELECT FROM handraise.candidate WHERE fit IS NULL OR segment IS NULL')).toEqual([]);
    expect(
      await rowsOf(`SELECT e.contact_id, met FROM handraise.evidence AS e JOIN handraise.contact ON id = contact_id
        WHERE met IS DISTINCT FROM CASE
          WHEN attributes->>'origin' IN ('organic_search', 'paid_search', 'direct_traffic') THEN true
          WHEN attributes->>'origin' IN ('display', 'email') THEN false END`),
    ).toEqual([]);
  }, 480_000);
});
