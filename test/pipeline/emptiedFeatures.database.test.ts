import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { runScoring } from '../../src/pipeline/score.ts';
import { runTraining } from '../../src/pipeline/trainRun.ts';
import type { Workbench } from '../../src/pipeline/workbench.ts';
import { published, workbenchOf } from '../crm/presets/trainedPreset.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';

describe('scoring where features have lost their values', { timeout: 120_000 }, () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;
  let workbench: Workbench;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 6000, seed: 1, horizonDays: 60 });
    const { slices: _, ...question } = demoConfig.programs.demo;
    const program = {
      ...question,
      cutoffs: { every: 'quarter' },
      features: { families: ['attributes', 'eventRecency', 'eventCount'] },
    };
    const config = parseConfig({ source: demoConfig.source, programs: { demo: program } }, 'test');
    workbench = workbenchOf(database.handle, config, folder);
    await runTraining(workbench, 'demo', { knownBefore: demoEnd, promote: true });
    expect((await runScoring(workbench, 'demo', { asOf: demoEnd })).emptied).toEqual([]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  it('is held, what was published stays, and goes on where it is accepted', async () => {
    const before = await published(database.handle, 'demo');
    await database.handle.pool.query(
      'UPDATE handraise_demo.companies SET industry = NULL, country = NULL, employees = NULL; UPDATE handraise_demo.people SET job_title = NULL, source = NULL',
    );
    const held = runScoring(workbench, 'demo', { asOf: demoEnd });
    await expect(held).rejects.toMatchObject({
      code: 'gate',
      message: expect.stringMatching(
        /^\d+\.\d% of what the model goes by has no values any more.* for 100\.0% of those to rank/,
      ),
      hint: expect.stringContaining('--accept-drift'),
    });
    expect(await published(database.handle, 'demo')).toEqual(before);
    const accepted = await runScoring(workbench, 'demo', { asOf: demoEnd, acceptDrift: true });
    expect(accepted.emptied.length).toBeGreaterThan(2);
    expect(await published(database.handle, 'demo')).not.toEqual(before);
  });
});
