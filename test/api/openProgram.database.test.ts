import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenWorkbench, openWorkbench } from '../../src/index.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

describe('an open workbench', () => {
  let database: TestDatabase;
  let folder: string;
  let workbench: OpenWorkbench;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await writeFile(
      join(folder, 'handraise.config.ts'),
      `export default { source: { suppression: { table: 'crm.refusal' } }, programs: { hands: { horizonDays: 30, cutoffs: { every: 'month' } } } };\n`,
    );
    workbench = await openWorkbench({ cwd: folder, database: database.connectionString });
  });

  afterAll(async () => {
    await workbench.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('has the programs of its configuration, the only one without a name', () => {
    expect(workbench.program().name).toBe('hands');
    expect(() => workbench.program('others')).toThrow('there is no program "others"');
  });

  test('refuses a folder without a configuration', async () => {
    const elsewhere = await temporaryFolder();
    await expect(openWorkbench({ cwd: elsewhere })).rejects.toThrow('there is no handraise.config.ts');
    await rm(elsewhere, { recursive: true });
  });

  test.each([
    ['backtest', { origins: 0 }, 'origins 0: expected a whole number from 1 to 500'],
    ['backtest', { k: 20_001 }, 'k 20001: expected a whole number from 1 to 20000'],
    ['candidates', { limit: -1 }, 'limit -1: expected a whole number of rows'],
    ['plan', { asOf: new Date('no instant') }, 'asOf is a Date that is no instant'],
    ['audit', { asOf: 'yesterday' }, '"yesterday" is no ISO date'],
  ] as const)('refuses numbers and instants that mean nothing: %s %o', async (method, options, refusal) => {
    await expect(workbench.program()[method](options as object)).rejects.toThrow(refusal);
  });

  test('says of an import that it is not read where the configuration maps the entity onto a table', async () => {
    const importOf = async (entity: 'suppression' | 'account', content: string) => {
      const file = join(folder, `${entity}.csv`);
      await writeFile(file, content);
      return (await workbench.import(entity, file)).notices;
    };
    const unread = { code: 'H195', kind: 'import-not-read', figures: { imported: 'suppression' } };
    expect(await importOf('suppression', 'contactId,since\n17,2026-01-31T00:00:00Z\n')).toMatchObject([unread]);
    expect(await importOf('account', 'id\na1\n')).toEqual([]);
  });

  test('gives empty lists while nothing is trained or published', async () => {
    const program = workbench.program();
    expect(await program.candidates()).toEqual([]);
    expect(await program.models()).toEqual([]);
    expect(await program.runs({ limit: 5 })).toEqual([]);
    await expect(program.report()).rejects.toThrow('has published nothing yet');
  });
});
