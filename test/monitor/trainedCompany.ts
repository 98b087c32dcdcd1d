import { cp, rm } from 'node:fs/promises';
import { parseConfig } from '../../src/config/load.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { runTraining } from '../../src/pipeline/train/trainRun.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { workbenchOf } from '../crm/presets/trainedPreset.ts';
import { shared } from '../database/shared.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { loadedCompany, quickProgram } from '../demo/sharedCompanies.ts';

const tables = ['companies', 'people', 'activities', 'demo_requests', 'deals', 'opt_outs', 'property_history'];

/** The invented company with a champion of few features, whose tables may be damaged and put right again. */
export interface TrainedCompany {
  readonly workbench: Workbench;
  run(statement: string): Promise<void>;
  /** Puts every table that a statement named back as it was. */
  restore(): Promise<void>;
  drop(): Promise<void>;
}

export async function trainedCompany(): Promise<TrainedCompany> {
  const { title: _mapped, ...columns } = demoConfig.source.contact.columns;
  const source = { ...demoConfig.source, contact: { ...demoConfig.source.contact, columns } };
  const config = parseConfig({ source, programs: { demo: quickProgram } }, 'test');
  const { template: loaded } = await loadedCompany();
  const trained = await shared(
    'company to damage',
    async ({ handle }, folder) => {
      // Found by its name alone, as an optional column may be.
      await handle.pool.query('ALTER TABLE handraise_demo.people RENAME job_title TO title; CREATE SCHEMA kept');
      await runTraining(workbenchOf(handle, config, folder), 'demo', { knownBefore: demoEnd, promote: true });
      for (const table of tables)
        await handle.pool.query(`CREATE TABLE kept.${table} AS TABLE handraise_demo.${table}`);
      return null;
    },
    loaded,
  );
  const { template } = trained;
  const [database, folder] = await Promise.all([createTestDatabase({ migrate: false, template }), temporaryFolder()]);
  await cp(trained.folder, folder, { recursive: true });
  const named = new Set<string>();
  const run = async (statement: string) => {
    for (const table of tables) if (statement.includes(`handraise_demo.${table}`)) named.add(table);
    await database.handle.pool.query(statement);
  };
  return {
    workbench: workbenchOf(database.handle, config, folder),
    run,
    restore: async () => {
      for (const table of named)
        await database.handle.pool.query(
          `TRUNCATE handraise_demo.${table}; INSERT INTO handraise_demo.${table} TABLE kept.${table}`,
        );
      named.clear();
    },
    drop: async () => {
      await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
