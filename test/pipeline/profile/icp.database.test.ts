import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { type LearnedProgramProfile, type OpenWorkbench, openWorkbench } from '../../../src/index.ts';
import { readProfile } from '../../../src/qualification/profile/readProfile.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import type { TestDatabase } from '../../database/testDatabase.ts';
import { companyDatabase, quickProgram } from '../../demo/sharedCompanies.ts';

describe('the profile of an invented company', () => {
  let database: TestDatabase;
  let folder: string;
  let workbench: OpenWorkbench;
  let learned: LearnedProgramProfile;

  beforeAll(async () => {
    [database, folder] = await Promise.all([companyDatabase(), temporaryFolder()]);
    const early = { ...quickProgram, outcome: { ...quickProgram.outcome, recordedUntil: '2024-11-30' } };
    const config = {
      ...demoConfig,
      asOf: new Date(demoEnd / 1000).toISOString(),
      programs: { demo: quickProgram, early },
    };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
    workbench = await openWorkbench({ cwd: folder, database: database.connectionString });
    learned = await workbench.program('demo').icp();
  }, 120_000);

  afterAll(async () => {
    await workbench?.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('speaks of who people are, whatever the program computes, and of nothing that may know the outcome', () => {
    const { attributes, leftOut } = learned.profile;
    const names = attributes.map(({ attribute }) => attribute);
    expect(names).toEqual(
      expect.arrayContaining(['account:industry', 'size:account', 'title:department', 'title:seniority']),
    );
    // Lifecycle stage, lead status and budget are written after the outcome; employees are told by their bands.
    expect(leftOut.map(({ attribute }) => attribute)).toContain('contact:lead_status');
    for (const known of ['contact:lead_status', 'contact:lifecycleStage', 'contact:budget_noted', 'account:employees'])
      expect(names).not.toContain(known);
  });

  test('counts each contact once, and who was won once', async () => {
    const { people, won, attributes } = learned.profile;
    for (const { unknown, values } of attributes) {
      expect(unknown + values.reduce((sum, value) => sum + value.people, 0)).toBe(people);
      expect(values.reduce((sum, value) => sum + value.won, 0)).toBeLessThanOrEqual(won);
    }
    const { rows } = await database.handle.pool.query<{ people: number; won: number }>(
      `SELECT (SELECT count(*) FROM handraise_demo.people)::int AS people,
              (SELECT count(*) FROM handraise_demo.demo_requests)::int AS won`,
    );
    expect(people).toBeLessThanOrEqual(rows[0]!.people);
    expect(won).toBeLessThanOrEqual(rows[0]!.won);
    expect(won).toBeGreaterThan(rows[0]!.won / 3);
  });

  test('is kept, the latest is read back, and nobody can change it', async () => {
    expect(await readProfile(database.handle, 'demo')).toEqual(learned.profile);
    expect((await workbench.program('demo').icp()).profileId).toBe(learned.profileId);
    await expect(database.handle.pool.query('DELETE FROM handraise.profile')).rejects.toThrow();
    expect(await readProfile(database.handle, 'another')).toBeNull();
  });

  test('is a page', async () => {
    const page = await readFile(learned.report, 'utf8');
    expect(page.startsWith('<!doctype html>')).toBe(true);
    for (const { value } of learned.profile.attributes[0]!.values) expect(page).toContain(value);
    // No feature is called by the name that the program gives it.
    for (const { attribute } of learned.profile.attributes) expect(page).not.toContain(attribute);
  });

  test('is told in the terminal, and refused where too few were won', async () => {
    const at = { cwd: folder, database: database.connectionString };
    const told = await handraise(['icp', 'demo'], at);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining(learned.profileId) });
    const refused = await handraise(['icp', 'early'], at);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('a profile needs 20');
  });
});
