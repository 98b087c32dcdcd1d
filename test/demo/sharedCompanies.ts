import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { handraise } from '../cli/handraise.ts';
import { type Shared, shared } from '../database/shared.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

const { slices: _, ...question } = demoConfig.programs.demo;

/** The demo's question at a third of its dates, of few features, content with so few contacts: for what is about none of these. */
export const quickProgram = {
  ...question,
  cutoffs: { every: 'quarter' },
  lookbackDays: [30, 90],
  features: { families: ['attributes', 'seniority', 'eventRecency', 'eventCount'] },
  minimum: { trainPositives: 20, testPositives: 8 },
} as const;

/** The invented company's tables. */
export const loadedCompany = (): Promise<Shared<null>> =>
  shared('loaded company', async (database) => {
    await loadDemoCompany(database.handle, { contacts: 2000, seed: 1, horizonDays: question.horizonDays });
    return null;
  });

/** A copy of those tables. */
export async function companyDatabase(): Promise<TestDatabase> {
  return createTestDatabase({ migrate: false, template: (await loadedCompany()).template });
}

/** What the company's folder and database hold once its list is out. */
export interface Served {
  readonly modelId: string;
  readonly contentHash: string;
}

/** The company as its user left it: configured, trained, published, reported, by the quick program. */
export async function servedCompany(): Promise<Shared<Served>> {
  const { template } = await loadedCompany();
  return shared('served company', publish, template);
}

async function publish(database: TestDatabase, folder: string): Promise<Served> {
  const config = {
    ...demoConfig,
    asOf: new Date(demoEnd / 1000).toISOString(),
    programs: { demo: quickProgram },
  };
  await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const at = { cwd: folder, database: database.connectionString };
  const results: Record<string, unknown>[] = [];
  for (const args of [['train', '--promote'], ['score'], ['report']]) {
    const { code, stdout, stderr } = await handraise([...args, '--json'], at);
    if (code !== 0) throw new Error(stderr);
    results.push(JSON.parse(stdout));
  }
  return { modelId: String(results[0]!.modelId), contentHash: String(results[1]!.contentHash) };
}

/** A copy of that company, in a folder of its own. */
export async function ownServedCompany(): Promise<
  Served & { database: TestDatabase; folder: string; drop(): Promise<void> }
> {
  const { template, folder: files, made } = await servedCompany();
  const [database, folder] = await Promise.all([createTestDatabase({ migrate: false, template }), temporaryFolder()]);
  await cp(files, folder, { recursive: true });
  return {
    ...made,
    ...{ database, folder },
    drop: async () => {
      await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}
