import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoConfig } from '../../src/demo/config.ts';
import { demoConfigText } from '../../src/demo/configText.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { createRole, type RuntimeRole } from '../database/runtimeRole.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { handraise } from './handraise.ts';

const contacts = 800;
let database: TestDatabase;
let folder: string;
let role: RuntimeRole;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await loadDemoCompany(database.handle, { contacts, seed: 1, horizonDays: demoConfig.programs.demo.horizonDays });
  await writeFile(join(folder, 'handraise.config.ts'), demoConfigText(contacts));
  role = await createRole(database, 'of the runtime role');
  const name = new URL(database.connectionString).pathname.slice(1);
  // Temporary tables are for imports alone, and the CRM is granted as docs/how-to/roles.md says in words.
  await database.handle.pool.query(`
    REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC, ${role.name};
    GRANT USAGE ON SCHEMA handraise_demo TO ${role.name};
    GRANT SELECT ON ALL TABLES IN SCHEMA handraise_demo TO ${role.name}`);
}, 60_000);

afterAll(async () => {
  await role.drop();
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
});

test('a role with the rights of docs/how-to/roles.md and no others goes the whole way from check to report', async () => {
  const run = async (...args: readonly string[]) => {
    const ended = await handraise(args, { cwd: folder, database: role.connectionString });
    expect({ args, code: ended.code, said: ended.code === 0 ? '' : ended.stderr }).toEqual({ args, code: 0, said: '' });
    return ended.stdout;
  };
  const { rows } = await database.handle.pool.query<{ may: boolean }>(
    `SELECT bool_or(has_database_privilege($1, current_database(), may)) AS may FROM unnest('{CREATE,TEMPORARY}'::text[]) AS may`,
    [role.name],
  );
  expect(rows[0]?.may).toBe(false);

  await run('check');
  const { modelId } = JSON.parse(await run('train', '--json'));
  await run('models', 'promote', modelId, '--override', 'of little data');
  await run('score');
  await run('score');
  expect(await run('report')).toContain('ranked-accounts');
  expect(await run('status')).toContain(modelId);
  await run('evaluate');
  await run('models', 'list');
  await run('models', 'card', modelId);
  await run('runs', 'list');
  await run('runs', 'prune', '--keep', '0');
  await run('doctor');
  const { rows: first } = await database.handle.pool.query<{ contact_id: string }>(
    'SELECT contact_id FROM handraise.candidate ORDER BY rank LIMIT 1',
  );
  await run('explain', first[0]!.contact_id);
}, 120_000);
