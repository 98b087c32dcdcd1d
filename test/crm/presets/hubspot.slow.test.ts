import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { applyPreset } from '../../../src/crm/presets/applyPreset.ts';
import { probeLanding } from '../../../src/crm/presets/landing.ts';
import { presetNamed } from '../../../src/crm/presets/presets.ts';
import { probeSources, type Sources } from '../../../src/crm/source.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { expectedRows, mappedRows, rowsOf } from './demoRows.ts';

const asOf = ['--as-of', '2026-07-01'];

/** What HubSpot's tables hold beyond the demo company's own: left out where both are to see the same. */
const beyond = {
  eventKinds: ['form_submission', 'call', 'meeting', 'note', 'sales_email', 'sales_email_answer'],
  features: [
    'contact:title',
    'contact:country',
    'region:contact',
    'contact:lifecycleStage',
    'account:state',
    'account:annualRevenue',
  ],
};

/** The demo company's own tables, of the kinds HubSpot carries, in its ids and milliseconds, without arrival times. */
const canonicalConfig = `
import { demoConfig } from ${JSON.stringify(join(import.meta.dirname, '../../../src/demo/config.ts'))};
const { account, contact } = demoConfig.source;
const table = (name, columns) => ({ query: 'SELECT ' + columns + ' FROM handraise_demo.' + name });
const id = "substring(company_id FROM '[0-9]+') AS ";
const ms = (column) => "date_trunc('milliseconds', " + column + ') AS ';
export default {
  source: {
    account: { ...table('companies', id + 'id, company_name, web_domain, industry, country, employees, created'),
      columns: { name: 'company_name', domain: 'web_domain', createdAt: 'created' }, attributes: account.attributes },
    contact: { ...table('people', "person_id, full_name, email, job_title, source, created, CASE WHEN company_id NOT LIKE '%-merged' THEN substring(company_id FROM '[0-9]+') END AS account_id"),
      columns: { id: 'person_id', name: 'full_name', title: 'job_title', createdAt: 'created' },
      attributes: { source: contact.attributes.source } },
    event: table('activities', 'activity_id AS id, person_id AS contact_id, activity AS kind, ' + ms('happened_at') + 'occurred_at'),
    outcome: table('demo_requests', 'person_id AS contact_id, ' + ms('requested_at') + 'occurred_at'),
    opportunity: table('deals', 'deal_id AS id, won, ' + id + 'account_id, ' + ms('opened') + 'created_at, ' + ms('closed') + 'closed_at'),
    suppression: table('opt_outs', 'person_id AS contact_id, ' + ms('opted_out_at') + 'since'),
  },
  programs: { canonical: { title: 'Who will raise their hand?', horizonDays: 60, cutoffs: { every: 'month' },
    split: { calibrationShare: 0.3, testShare: 0.2 },
    exclude: { eventKinds: ['page_view', 'pricing_view', 'webinar_attended', 'fair_visit', 'chat_started'] } } },
};
`;

/** The configuration that init wrote, restricted to what the demo company's own tables say too. */
const restrictedConfig = `
import config from './handraise.config.ts';
export default { ...config, programs: { restricted: { ...config.programs.default,
  split: { calibrationShare: 0.3, testShare: 0.2 }, exclude: ${JSON.stringify(beyond)} } } };
`;

describe('the demo company in HubSpot', () => {
  let database: TestDatabase;
  let folder: string;
  /** What each preset published with the configuration as it was written. */
  const asWritten = new Map<string, Map<string, number>>();

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
    for (const name of ['hubspot-fivetran', 'hubspot-airbyte']) await demoLandings[name]!(database.handle, name);
  }, 120_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  async function sourcesOf(preset: string, schema: string): Promise<Sources> {
    const landing = await probeLanding(database.handle, presetNamed(preset), schema);
    const { mapping } = applyPreset(presetNamed(preset), landing);
    return probeSources(database.handle, parseConfig({ source: mapping.source }, 'test').source);
  }

  /** Probability by contact, as published. */
  async function published(program: string): Promise<Map<string, number>> {
    const { rows } = await database.handle.pool.query(
      'SELECT contact_id, probability FROM handraise.candidate WHERE program = $1',
      [program],
    );
    return new Map(rows.map((row) => [row.contact_id, row.probability]));
  }

  async function succeed(cwd: string, ...args: string[]): Promise<string> {
    const finished = await handraise(args, { cwd, database: database.connectionString });
    expect(finished, `${args.join(' ')}: ${finished.stderr}\n${finished.stdout}`).toMatchObject({ code: 0 });
    return finished.stdout;
  }

  describe.each(['hubspot-fivetran', 'hubspot-airbyte'])('%s', (preset) => {
    it.each(Object.keys(expectedRows) as (keyof typeof expectedRows)[])('has the same rows: %s', async (entity) => {
      const sources = await sourcesOf(preset, preset);
      const expected = await rowsOf(database.handle, expectedRows[entity]);
      const found = await rowsOf(database.handle, mappedRows((name) => sources.select(name))[entity]);
      expect(found).toEqual(expected);
      expect(expected.length).toBeGreaterThan(10);
    });

    it('goes from init to a published ranking', async () => {
      const cwd = join(folder, preset);
      await mkdir(cwd);
      const written = JSON.parse(await succeed(cwd, 'init', '--preset', preset, '--schema', preset, '--json'));
      expect(written).toMatchObject({ preset, schema: preset, lost: [] });
      const { problems } = JSON.parse(await succeed(cwd, 'check', '--json'));
      expect(problems.filter((problem: { severity: string }) => problem.severity === 'error')).toEqual([]);
      await succeed(cwd, 'train', '--promote', ...asOf);
      await succeed(cwd, 'score', ...asOf);
      asWritten.set(preset, await published('default'));
    }, 120_000);
  });

  it('restricted to what both see gives the same probabilities as its own tables', async () => {
    const canonical = join(folder, 'canonical');
    await mkdir(canonical);
    await writeFile(join(canonical, 'handraise.config.ts'), canonicalConfig);
    await succeed(canonical, 'train', '--promote', ...asOf);
    await succeed(canonical, 'score', ...asOf);
    const expected = await published('canonical');
    expect(expected.size).toBeGreaterThan(2000);
    for (const preset of ['hubspot-fivetran', 'hubspot-airbyte']) {
      const cwd = join(folder, preset);
      await writeFile(join(cwd, 'restricted.config.ts'), restrictedConfig);
      await succeed(cwd, 'train', '--promote', '--config', 'restricted.config.ts', ...asOf);
      await succeed(cwd, 'score', '--config', 'restricted.config.ts', ...asOf);
      const found = await published('restricted');
      expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
      // As written it sees more, and is split otherwise: the same people, not the same probabilities.
      const written = asWritten.get(preset)!;
      expect([...written.keys()].sort()).toEqual([...expected.keys()].sort());
      const apart = [...found].filter(([contact, probability]) => probability !== expected.get(contact));
      expect(apart).toHaveLength(0);
    }
  }, 180_000);
});
