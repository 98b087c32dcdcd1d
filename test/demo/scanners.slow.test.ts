import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConfigInput } from '../../src/config/schema.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { trainProgram } from '../../src/pipeline/train/trainProgram.ts';
import { prepareWorkbench } from '../../src/workbench/prepareWorkbench.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

type Machine = NonNullable<NonNullable<ConfigInput['source']>['event']>['machine'];
const machine = { sends: ['email_sent'], opens: ['email_open'], clicks: ['email_click'] };

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
});
afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

/** The demo's model on its test, and what training says of machines. */
async function trainedOn(name: string, declared: Machine) {
  const { event } = demoConfig.source;
  const source = { ...demoConfig.source, event: { ...event, ...(declared ? { machine: declared } : {}) } };
  const path = join(folder, `${name}.config.ts`);
  await writeFile(path, `export default ${JSON.stringify({ ...demoConfig, source })};`);
  const workbench = await prepareWorkbench({ cwd: folder, config: path, database: database.connectionString });
  try {
    const { findings } = await trainProgram(workbench, 'demo', workbench.config.programs.demo!, demoEnd);
    const { test } = findings.candidateModels.find(({ selected }) => selected)!;
    const told = findings.warnings.find(({ kind }) => kind === 'machine-events-told');
    return { logLoss: test.metrics.logLoss.value, told };
  } finally {
    await workbench.close();
  }
}

test('with the gateways of ten domains left out the demo is judged as without them', async () => {
  const size = { contacts: 5000, seed: 1, horizonDays: 60 };
  await loadDemoCompany(database.handle, { ...size, scannedDomains: 0 });
  const clean = await trainedOn('clean', undefined);
  await loadDemoCompany(database.handle, { ...size, scannedDomains: 10 });
  const kept = await trainedOn('kept', { ...machine, keep: true });
  const leftOut = await trainedOn('left_out', machine);
  expect(Math.abs(leftOut.logLoss / clean.logLoss - 1)).toBeLessThan(0.005);
  expect(leftOut.told?.figures).toMatchObject({ kept: false });
  expect(kept.told?.figures).toMatchObject({ kept: true });
}, 600_000);
