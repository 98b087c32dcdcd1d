import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

async function folderOf(preset: string): Promise<string> {
  await mkdir(join(folder, preset));
  return join(folder, preset);
}

it.each(['salesforce-fivetran', 'segment'])(
  'the demo company as %s lands it goes through init, check, train and score unattended',
  async (preset) => {
    const schema = preset.replace('-', '_');
    await demoLandings[preset]!(database.handle, schema);
    const options = { cwd: await folderOf(preset), database: database.connectionString };
    const init = await handraise(['init', '--preset', preset, '--schema', schema, '--json'], options);
    expect(init).toMatchObject({ code: 0 });
    const check = await handraise(['check', '--json'], options);
    expect(check).toMatchObject({ code: 0 });
    const train = await handraise(['train', '--as-of', '2026-07-01', '--promote', '--json'], options);
    expect(train).toMatchObject({ code: 0 });
    const score = await handraise(['score', '--as-of', '2026-07-01', '--json'], options);
    expect(score).toMatchObject({ code: 0 });
    expect(JSON.parse(score.stdout).contacts).toBeGreaterThan(3000);
  },
  240_000,
);
