import { rm } from 'node:fs/promises';
import { parseConfig } from '../../src/config/load.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { runTraining } from '../../src/pipeline/train/trainRun.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { workbenchOf } from '../crm/presets/trainedPreset.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';

const tables = ['companies', 'people', 'activities', 'demo_requests', 'deals', 'opt_outs', 'property_history'];

/** The invented company with a champion of few features, whose tables may be damaged and put right again. */
export interface TrainedCompany {
  readonly workbench: Workbench;
  run(statement: string): Promise<void>;
  /** Puts every table back as it was. */
  restore(): Promise<void>;
  drop(): Promise<void>;
}

export async function trainedCompany(families: readonly string[]): Promise<TrainedCompany> {
  const [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await loadDemoCompany(database.handle, { contacts: 6000, seed: 1, horizonDays: 60 });
  const { slices: _, ...question } = demoConfig.programs.demo;
  const demo = { ...question, cutoffs: { every: 'quarter' }, features: { families } };
  const { title: _mapped, ...columns } = demoConfig.source.contact.columns;
  // Found by its name alone, as an optional column may be.
  await database.handle.pool.query('ALTER TABLE handraise_demo.people RENAME job_title TO title');
  const source = { ...demoConfig.source, contact: { ...demoConfig.source.contact, columns } };
  const config = parseConfig({ source, programs: { demo } }, 'test');
  const workbench = workbenchOf(database.handle, config, folder);
  await runTraining(workbench, 'demo', { knownBefore: demoEnd, promote: true });
  const run = async (statement: string) => {
    await database.handle.pool.query(statement);
  };
  const each = (statement: (table: string) => string) => run(tables.map(statement).join('; '));
  await run('CREATE SCHEMA kept');
  await each((table) => `CREATE TABLE kept.${table} AS TABLE handraise_demo.${table}`);
  return {
    workbench,
    run,
    restore: () =>
      each((table) => `TRUNCATE handraise_demo.${table}; INSERT INTO handraise_demo.${table} TABLE kept.${table}`),
    drop: async () => {
      await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
