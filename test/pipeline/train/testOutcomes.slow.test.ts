import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoConfig } from '../../../src/demo/config.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase } from '../../database/testDatabase.ts';

describe('outcomes that a model must not know', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 1500, seed: 1, horizonDays: 60 });
    // The points score would stand in where the test has fewer conversions than it needs.
    const program = { ...demoConfig.programs.demo, minimum: { testPositives: 1 } };
    const config = { ...demoConfig, programs: { demo: program } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};`);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  /** As of a day on which the outcomes of the last month are still open: the latest snapshots with a whole horizon are those of 1 April. */
  async function trained() {
    const at = { cwd: folder, database: database.connectionString };
    const { code, stdout, stderr } = await handraise(['train', '--as-of', '2026-06-20', '--json'], at);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return JSON.parse(await readFile(JSON.parse(stdout).path, 'utf8')).artefact;
  }

  /** Takes every second outcome since a day away. @returns how many. */
  async function loseSince(day: string): Promise<number> {
    const { rowCount } = await database.handle.pool.query(
      'DELETE FROM handraise_demo.demo_requests WHERE requested_at >= $1 AND hashint8(person_id) % 2 = 0',
      [day],
    );
    return rowCount!;
  }

  it('those of the test change nothing in the judged model, those still open nothing in the deployed one', async () => {
    const before = await trained();
    expect(await loseSince('2026-06-01')).toBeGreaterThan(3);
    const withoutOpen = await trained();
    const deployed = ({ family, parameters, calibrator, correction, features }: typeof before) => ({
      ...{ family, parameters, calibrator, correction, features },
    });
    expect(deployed(withoutOpen)).toEqual(deployed(before));
    expect(withoutOpen.judged).toEqual(before.judged);
    // The test begins on 1 February; what is learned from before it has its whole horizon before it, too.
    expect(await loseSince('2026-02-01')).toBeGreaterThan(20);
    const withoutTested = await trained();
    expect(withoutTested.judged).toEqual(before.judged);
    expect(withoutTested.family).toBe(before.family);
    expect(withoutTested.parameters).not.toEqual(before.parameters);
  });
});
