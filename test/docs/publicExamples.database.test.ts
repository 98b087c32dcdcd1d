import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import * as api from '../../src/index.ts';
import { writeLeads } from '../cli/leads.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import type { TestDatabase } from '../database/testDatabase.ts';
import { companyDatabase, quickProgram } from '../demo/sharedCompanies.ts';
import { publicNames } from './publicApi.ts';
import { runExample } from './runExample.ts';

/** Has a test of its own, of a whole minute: test/pipeline/demo. */
const elsewhere = new Set(['OpenWorkbench.demo']);

const names = publicNames('handraise');

/** In the order of a day's work: methods of a program as they stand, which is the order of use, before what is about the whole. */
const examples = [...names.filter(({ name }) => name.startsWith('OpenProgram.')), ...names]
  .filter((one, at, all) => all.indexOf(one) === at && !elsewhere.has(one.name))
  .flatMap(({ name, doc }) => (doc?.example ? [[name, doc.example] as const] : []));

describe('the examples of handraise do what they promise, one after the other', () => {
  let database: TestDatabase;
  let folder: string;
  let workbench: api.OpenWorkbench;
  const { DATABASE_URL: before } = process.env;
  const home = process.cwd();

  beforeAll(async () => {
    [database, folder] = await Promise.all([companyDatabase(), temporaryFolder()]);
    const features = { families: [...quickProgram.features.families, 'companySize'] };
    const stages = { list: [{ name: 'names' }, { name: 'accepted', enter: 'person' }] };
    const program = { ...quickProgram, features, stages };
    const config = { ...demoConfig, asOf: new Date(demoEnd / 1000).toISOString(), programs: { default: program } };
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${JSON.stringify(config)};\n`);
    await writeLeads(join(folder, 'leads.csv'), 800, 1);
    await writeLeads(join(folder, 'new.csv'), 100, 2, { label: false });
    // Examples name files and find the configuration as a script in its own folder does.
    process.chdir(folder);
    process.env.DATABASE_URL = database.connectionString;
    workbench = await api.openWorkbench();
  }, 120_000);

  afterAll(async () => {
    process.chdir(home);
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
    await workbench?.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(examples)('%s', { timeout: 120_000 }, (_name, example) =>
    runExample(example, { ...api, workbench, program: workbench.program(), writeFile }),
  );

  test('the scripts of examples/ train, publish, publish again, and define a feature that does not know the future', async () => {
    const said: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...words) => void said.push(words.join(' ')));
    const scripts = ['train', 'rescore', 'ownFeature'];
    for (const script of scripts) await import(`../../examples/${script}.ts`);
    log.mockRestore();
    expect(said[0]).toMatch(/^m-[0-9a-f]{12} ranks \d+ contacts and expects \d+\.\d conversions$/);
    expect(said[1]).toMatch(/^1 \d+ 0\.\d{3}$/);
    expect(said.at(-1)).toMatch(/^run \S+ published \d+ contacts$/);
  }, 120_000);
});
