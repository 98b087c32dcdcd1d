import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { judgedEvents } from '../../src/crm/machine/machineEvents.ts';
import { probeSources } from '../../src/crm/source.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { type DemoCompany, loadDemoCompany } from '../../src/demo/load.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

const { source } = configSchema.parse({
  source: {
    ...demoConfig.source,
    event: {
      ...demoConfig.source.event,
      machine: { sends: ['email_sent'], opens: ['email_open'], clicks: ['email_click'] },
    },
  },
});

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
