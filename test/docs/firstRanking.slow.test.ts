import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoEnd } from '../../src/demo/company.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { codeBlocks, commandsOf } from './commandBlocks.ts';
import { type CompanyShell, companyShell } from './companyShell.ts';

const blocks = codeBlocks('docs/tutorials/first-ranking.md');
const configuration = blocks.find(({ language }) => language === 'ts')!.text;
const steps = blocks
  .filter(({ language, notRun }) => notRun === undefined && (language === 'sh' || language === 'sql'))
  .flatMap((block) => (block.language === 'sql' ? [block.text] : commandsOf(block)));

let database: TestDatabase;
let shell: CompanyShell;

// The company of the tutorial: that of the demo, in tables called as there, of which the record ends today.
beforeAll(async () => {
  database = await createTestDatabase();
  shell = await companyShell(database.connectionString);
  await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
  const days = Math.floor((Date.now() - demoEnd / 1000) / 86_400_000);
  const later = (column: string, name = column) => `${column} + interval '${days} days' AS ${name}`;
  await database.handle.pool.query(`
    CREATE SCHEMA crm;
    CREATE TABLE crm.companies AS
      SELECT company_id, company_name, web_domain, industry, employees, ${later('created')} FROM handraise_demo.companies;
    CREATE TABLE crm.people AS
      SELECT person_id, company_id, full_name, job_title, source, lifecycle_stage, ${later('created')} FROM handraise_demo.people;
    CREATE TABLE crm.activities AS
      SELECT activity_id, person_id, activity, ${later('happened_at')}, ${later('loaded_at')} FROM handraise_demo.activities;
    CREATE TABLE crm.forms AS
      SELECT person_id, 'demo' AS form, ${later('requested_at', 'submitted')} FROM handraise_demo.demo_requests;
    CREATE TABLE crm.deals AS
      SELECT deal_id, company_id, ${later('opened')}, ${later('closed')} FROM handraise_demo.deals;
    CREATE TABLE crm.opt_outs AS
      SELECT person_id, ${later('opted_out_at')} FROM handraise_demo.opt_outs;
    DROP SCHEMA handraise_demo CASCADE`);
});
afterAll(() => Promise.all([database?.drop(), shell?.remove()]));

test('the tutorial of the first ranking has a configuration and steps', () => {
  expect(configuration).toContain('defineConfig');
  expect(steps.length).toBeGreaterThan(10);
});

test.each(steps)('%s', { timeout: 400_000 }, async (step) => {
  if (step.startsWith('SELECT')) {
    expect((await database.handle.pool.query(step)).rows).toHaveLength(20);
    return;
  }
  const finished = await shell.run(await withIds(step));
  expect(finished.code, finished.stderr).toBe(0);
  if (step.includes(' init')) await writeFile(join(shell.folder, 'handraise.config.ts'), configuration);
  if (step.includes(' audit')) expect(finished.stdout).toMatch(/excluded\s+contact:lifecycle_stage/);
});

/** The step with a model and a contact there are in place of MODEL and CONTACT. */
async function withIds(step: string): Promise<string> {
  const first = async (statement: string) => (await database.handle.pool.query(statement)).rows[0]?.id;
  if (step.endsWith(' MODEL'))
    return step.replace('MODEL', await first('SELECT model_id AS id FROM handraise.model ORDER BY created_at DESC'));
  if (step.endsWith(' CONTACT'))
    return step.replace(
      'CONTACT',
      await first('SELECT contact_id AS id FROM handraise.candidate ORDER BY rank LIMIT 1'),
    );
  return step;
}
