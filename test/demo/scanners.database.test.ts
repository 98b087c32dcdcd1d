import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { judgedEvents } from '../../src/crm/machine/machineEvents.ts';
import { probeSources } from '../../src/crm/source.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { type DemoCompany, loadDemoCompany } from '../../src/demo/load.ts';
import type { Finding } from '../../src/notice/finding.ts';
import { type Notice, notice } from '../../src/notice/notice.ts';
import { auditProgram } from '../../src/pipeline/train/audit.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { prepareWorkbench } from '../../src/workbench/prepareWorkbench.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { quickProgram } from './sharedCompanies.ts';

const machine = { sends: ['email_sent'], opens: ['email_open'], clicks: ['email_click'] };
const configWith = (more: Partial<typeof machine> & { readonly keep?: boolean } = {}) =>
  configSchema.parse({
    ...demoConfig,
    source: { ...demoConfig.source, event: { ...demoConfig.source.event, machine: { ...machine, ...more } } },
  });
const { source } = configWith();

let database: TestDatabase;
let company: DemoCompany;
beforeAll(async () => {
  database = await createTestDatabase();
  company = await loadDemoCompany(database.handle, { contacts: 1500, seed: 1, horizonDays: 60, scannedDomains: 10 });
}, 60_000);
afterAll(() => database.drop());

test('the gateways of ten domains, which open 30% there, are found, and people are left alone', async () => {
  const sources = await probeSources(database.handle, source);
  const told = `(${sources.select('event')}) AS source`;
  const { rows } = await database.handle.pool.query<{ id: string; kind: string; found: boolean }>(
    `SELECT id, kind, machine_rule IS NOT NULL AS found FROM (${judgedEvents(sources, told, ['id'])}) AS judged`,
  );
  for (const kinds of [['email_open'], ['email_open', 'email_click']]) {
    const judged = rows.filter(({ kind }) => kinds.includes(kind));
    const found = judged.filter((row) => row.found);
    const planted = judged.filter(({ id }) => company.scanned.has(id));
    const right = found.filter(({ id }) => company.scanned.has(id));
    expect(planted.length).toBeGreaterThan(500);
    expect(right.length / found.length).toBeGreaterThan(0.95);
    expect(right.length / planted.length).toBeGreaterThan(0.9);
  }
});

test('check says how many there are, by which rule and at which domains', async () => {
  const { problems } = await checkCrm(database.handle, configWith(), demoEnd);
  const said = problems.find(({ kind }) => kind === 'machine-events') as Finding<'machine-events'>;
  const { events, found, rules, domains, kept } = said.figures;
  const { rows } = await database.handle.pool.query<{ events: number }>(
    `SELECT count(DISTINCT activity_id)::int AS events FROM handraise_demo.activities WHERE activity IN ('email_open', 'email_click')`,
  );
  expect(kept).toBe(false);
  expect(events).toBe(rows[0]!.events);
  expect(rules.map(({ rule }) => rule)).toEqual(['after-send', 'links-at-once', 'domain-at-once']);
  expect(rules.reduce((sum, rule) => sum + rule.events, 0)).toBe(found);
  expect(domains).toHaveLength(10);
  const scanned = domains.filter((one) => one.found > 0.2 * one.events);
  expect(scanned.length).toBe(10);
  expect(sentenceOf(said)).toContain(`${domains[0]!.domain} (${domains[0]!.found} of ${domains[0]!.events})`);
  expect(problems.map(({ kind }) => kind)).not.toContain('machine-kinds-absent');
});

test('check names declared kinds that no event has', async () => {
  const { problems } = await checkCrm(
    database.handle,
    configWith({ sends: ['email_sent', 'Sent'], keep: true }),
    demoEnd,
  );
  expect(problems).toContainEqual(notice('machine-kinds-absent', { entity: 'event', kinds: ['Sent'] }));
  expect(problems).toContainEqual(
    expect.objectContaining({ kind: 'machine-events', figures: expect.objectContaining({ kept: true }) }),
  );
});

test.each([true, false])('audit says what leaving them out changes; kept: %s', async (keep) => {
  const folder = await temporaryFolder();
  const path = join(folder, 'handraise.config.ts');
  const { source } = configWith({ keep });
  await writeFile(path, `export default ${JSON.stringify({ source, programs: { demo: quickProgram } })};`);
  const workbench = await prepareWorkbench({ cwd: folder, config: path, database: database.connectionString });
  try {
    const { remarks } = await auditProgram(workbench, 'demo', { knownBefore: demoEnd });
    const [told] = remarks as readonly Notice<'machine-events-told'>[];
    const { kept, compared } = told!.figures;
    expect(kept).toBe(keep);
    expect(compared!.difference.value).toBeCloseTo(compared!.logLoss - compared!.other, 10);
    expect(compared!.difference.value).not.toBe(0);
    const [without, by] = keep ? [compared!.other, compared!.logLoss] : [compared!.logLoss, compared!.other];
    expect(sentenceOf(told!)).toContain(
      `log loss of ${without.toFixed(4)} without them and ${by.toFixed(4)} with them`,
    );
  } finally {
    await workbench.close();
    await rm(folder, { recursive: true });
  }
});
