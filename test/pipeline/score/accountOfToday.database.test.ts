import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

const asOf = '2026-07-01';

/** A demo company in which one contact in three got its account too late for a model to know it. */
describe('contacts whose account only today tells', () => {
  let database: TestDatabase;
  let folder: string;

  const rowsOf = async (statement: string) => (await database.handle.pool.query(statement)).rows;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    const at = { cwd: folder, database: database.connectionString };
    await loadDemoCompany(database.handle, { contacts: 800, seed: 3, horizonDays: 60 });
    const source = {
      ...demoConfig.source,
      contact: {
        ...demoConfig.source.contact,
        table: undefined,
        query: 'SELECT *, CASE WHEN person_id % 3 > 0 THEN company_id END AS known_company FROM handraise_demo.people',
        columns: {
          ...demoConfig.source.contact.columns,
          accountId: 'known_company',
          currentAccountId: 'company_id',
        },
      },
      opportunityContact: { query: 'SELECT * FROM handraise_demo.links' },
    };
    await database.handle.pool.query(`
      CREATE TABLE handraise_demo.links AS
      SELECT (SELECT min(deal_id) FROM handraise_demo.deals WHERE closed IS NULL OR closed > '${asOf}Z') AS opportunity_id, person_id AS contact_id
      FROM handraise_demo.people WHERE person_id % 50 = 1`);
    const config = { ...demoConfig, source };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};`);
    const trained = await handraise(['train', '--as-of', asOf, '--json'], at);
    expect({ code: trained.code, stderr: trained.stderr }).toMatchObject({ code: 0 });
    const { modelId } = JSON.parse(trained.stdout);
    await handraise(['models', 'promote', modelId, '--override', 'a test'], at);
    expect(await handraise(['score', '--as-of', asOf], at)).toMatchObject({ code: 0 });
  }, 90_000);

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  const open = `SELECT company_id FROM handraise_demo.deals WHERE opened < '${asOf}Z' AND (closed IS NULL OR closed >= '${asOf}Z')`;

  it('are not published while it has an open deal', async () => {
    const [counts] = await rowsOf(`SELECT count(*)::int AS published,
      count(*) FILTER (WHERE contact_id::bigint % 3 = 0)::int AS untold,
      count(*) FILTER (WHERE company_id IN (${open}))::int AS in_talks
      FROM handraise.candidate JOIN handraise_demo.people ON person_id::text = contact_id`);
    expect(counts).toMatchObject({ in_talks: 0 });
    expect(counts.untold).toBeGreaterThan(100);
    const [people] = await rowsOf(
      `SELECT count(*)::int AS kept_off FROM handraise_demo.people WHERE person_id % 3 = 0 AND company_id IN (${open})`,
    );
    expect(people.kept_off).toBeGreaterThan(5);
  });

  it('are shown and ranked under it', async () => {
    const different = await rowsOf(`SELECT contact_id FROM handraise.candidate c
      JOIN handraise_demo.people p ON p.person_id::text = c.contact_id JOIN handraise_demo.companies o USING (company_id)
      WHERE c.account_id IS DISTINCT FROM o.company_id::text OR c.account_name IS DISTINCT FROM o.company_name`);
    expect(different).toEqual([]);
    const [accounts] = await rowsOf(`SELECT count(*)::int AS wrong FROM handraise.account_candidate a
      WHERE eligible_contacts <> (SELECT count(*) FROM handraise.candidate c WHERE c.account_id = a.account_id)`);
    expect(accounts.wrong).toBe(0);
  });

  it('nor are the contacts that an open deal is linked to', async () => {
    const [linked] = await rowsOf(`SELECT count(*)::int AS links, count(c.contact_id)::int AS published
      FROM handraise_demo.links l LEFT JOIN handraise.candidate c ON c.contact_id = l.contact_id::text`);
    expect(linked.links).toBeGreaterThan(10);
    expect(linked.published).toBe(0);
  });

  it('nor is anybody who has objected since the as-of date', async () => {
    const [first] = await rowsOf('SELECT contact_id FROM handraise.candidate ORDER BY rank LIMIT 1');
    await rowsOf(`INSERT INTO handraise_demo.opt_outs VALUES (${first.contact_id}, '2026-08-01Z')`);
    const scored = await handraise(['score', '--as-of', asOf], { cwd: folder, database: database.connectionString });
    expect(scored).toMatchObject({ code: 0, stdout: expect.stringContaining('has objected by') });
    expect(await rowsOf(`SELECT 1 FROM handraise.candidate WHERE contact_id = '${first.contact_id}'`)).toEqual([]);
  });
});
