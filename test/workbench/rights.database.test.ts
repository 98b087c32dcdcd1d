import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { promoteModel } from '../../src/pipeline/promote/promoteModel.ts';
import { recalibrateModel } from '../../src/pipeline/promote/recalibrateModel.ts';
import { runScoring } from '../../src/pipeline/score/score.ts';
import { runTraining } from '../../src/pipeline/train/trainRun.ts';
import { pruneRankings } from '../../src/publish/pruneRankings.ts';
import { type PreparedWorkbench, prepareWorkbench } from '../../src/workbench/prepareWorkbench.ts';
import { type Finished, handraise } from '../cli/handraise.ts';
import { createRole, type RuntimeRole } from '../database/runtimeRole.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await writeFile(
    join(folder, 'handraise.config.ts'),
    `export default { programs: { default: { horizonDays: 30, cutoffs: { every: 'month' } } } };\n`,
  );
  await writeFile(join(folder, 'contacts.csv'), 'id,createdAt\nc1,2026-01-01\n');
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Refused in one line with exit 5, with these statements to run. */
const refusedFor = (...grants: readonly string[]) => ({
  code: 5,
  stdout: '',
  stderr: expect.stringMatching(
    new RegExp(
      `^(· importing .*\\n)?handraise: [^\\n]*${grants.map((grant) => grant.replaceAll(/[()]/g, '\\$&')).join('; ')}[^\\n]*\\n$`,
    ),
  ),
});

describe('the rights of docs/how-to/roles.md', () => {
  let role: RuntimeRole;
  const run = (...args: readonly string[]): Promise<Finished> =>
    handraise(args, { cwd: folder, database: role.connectionString });
  const query = (text: string) => database.handle.pool.query(text);

  beforeEach(async () => {
    role = await createRole(database, 'of the runtime role');
    // Every role may make temporary tables by default.
    await query(`REVOKE TEMPORARY ON DATABASE ${new URL(database.connectionString).pathname.slice(1)} FROM PUBLIC`);
    return () => role.drop();
  });

  test('are enough to import, and each that import needs is asked for before the file is read', async () => {
    expect(await run('import', 'contact', 'contacts.csv')).toMatchObject({ code: 0 });
    await query(`REVOKE INSERT ON handraise.contact FROM ${role.name}`);
    expect(await run('import', 'contact', 'missing.csv')).toMatchObject(
      refusedFor(`GRANT INSERT ON handraise.contact TO ${role.name}`),
    );
    const name = new URL(database.connectionString).pathname.slice(1);
    await query(`REVOKE TEMPORARY ON DATABASE ${name} FROM ${role.name}`);
    expect(await run('import', 'contact', 'missing.csv')).toMatchObject(
      refusedFor(
        `GRANT INSERT ON handraise.contact TO ${role.name}`,
        `GRANT TEMPORARY ON DATABASE ${name} TO ${role.name}`,
      ),
    );
  });

  test.each<[string, (workbench: PreparedWorkbench) => Promise<unknown>, string, string, readonly string[]]>([
    ['training', (to) => runTraining(to, undefined, { promote: false }), 'INSERT', 'model', []],
    ['training, to be promoted', (to) => runTraining(to, undefined, { promote: true }), 'UPDATE', 'champion', []],
    ['recalibrating', (to) => recalibrateModel(to, undefined, { promote: false }), 'INSERT', 'run', []],
    ['scoring', (to) => runScoring(to, undefined), 'INSERT', 'ranked_account', []],
    ['scoring again', (to) => runScoring(to, undefined), 'UPDATE', 'published', []],
    [
      'scoring all the same',
      (to) => runScoring(to, undefined, { accept: [{ gate: 'events', reason: 'meant' }] }),
      ...(['INSERT', 'accepted_gate', ['program', 'run_id', 'gate', 'reason', 'findings']] as const),
    ],
    [
      'promoting',
      (to) => promoteModel(to, 'default', 'm-0123456789ab'),
      ...(['INSERT', 'decision', ['program', 'action', 'model_id', 'previous_model_id', 'reason', 'gates']] as const),
    ],
    ['removing rankings', (to) => pruneRankings(to.handle, 'default', 1), 'DELETE', 'ranked_contact', []],
  ])('%s asks for what is missing first', async (_what, work, right, table, columns) => {
    const on = columns.length > 0 ? `${right} (${columns.join(', ')})` : right;
    await query(`REVOKE ${on} ON handraise.${table} FROM ${role.name}`);
    const workbench = await prepareWorkbench({ cwd: folder, database: role.connectionString });
    try {
      await expect(work(workbench)).rejects.toMatchObject({
        ...{ code: 'permission', exitCode: 5 },
        hint: expect.stringContaining(`GRANT ${on} ON handraise.${table} TO ${role.name}`),
      });
    } finally {
      await workbench.close();
    }
    expect((await query('SELECT FROM handraise.run')).rowCount).toBe(0);
  });

  test('are asked for by every command: reading the schema', async () => {
    await query(`REVOKE SELECT ON handraise.ranked_contact FROM ${role.name}`);
    expect(await run('status')).toMatchObject(
      refusedFor(`GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO ${role.name}`),
    );
  });
});

test('a role without any rights is told to read, where the schema is there', async () => {
  const role = await createRole(database, 'none');
  try {
    expect(await handraise(['status'], { cwd: folder, database: role.connectionString })).toMatchObject(
      refusedFor(
        `GRANT USAGE ON SCHEMA handraise TO ${role.name}`,
        `GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO ${role.name}`,
      ),
    );
  } finally {
    await role.drop();
  }
});

test('a role that reads a schema of an older version is told who has to bring it up to date', async () => {
  const role = await createRole(database, 'of the runtime role');
  try {
    await database.handle.pool.query('UPDATE handraise.migration SET number = -number WHERE number = 6');
    const refused = await handraise(['status'], { cwd: folder, database: role.connectionString });
    const owner = (await database.handle.pool.query<{ me: string }>('SELECT current_user AS me')).rows[0]!.me;
    expect(refused).toMatchObject(refusedFor(`run any command once as ${owner}, such as handraise status`));
  } finally {
    await database.handle.pool.query('UPDATE handraise.migration SET number = -number WHERE number = -6');
    await role.drop();
  }
});

describe('folders that cannot be written are found before anything is read', () => {
  const at = () => ({ cwd: folder, database: database.connectionString });

  test.each([
    ['models', ['train'], 6],
    ['models', ['recalibrate'], 6],
    ['models', ['backtest'], 6],
    ['reports', ['train'], 2],
  ])('%s, by %j', async (name, args, code) => {
    // Nobody makes a folder below a file, not even root.
    await writeFile(join(folder, name), '');
    try {
      const refused = await handraise(args, at());
      expect(refused).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(join(folder, name)) });
      expect((await database.handle.pool.query('SELECT FROM handraise.run')).rowCount).toBe(0);
    } finally {
      await rm(join(folder, name));
    }
  });

  test('a report that would be a folder, of a flat file that is not even there', async () => {
    await mkdir(join(folder, 'is-a-folder'));
    const refused = await handraise(['table', 'missing.csv', '--label', 'won', '--report', 'is-a-folder'], at());
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot write') });
  });
});
