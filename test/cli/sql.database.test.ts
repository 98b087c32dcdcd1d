import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { action } from '../../src/cli/actions/sql.ts';
import { TerminalProgress } from '../../src/cli/terminalProgress.ts';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { handraise, plainConfig, start } from './handraise.ts';

let folder: string;
let tools: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  tools = join(folder, 'tools');
  await mkdir(tools);
  // Where root runs the tests, the account of the server is looked up; psql may stand beside this program.
  await symlink('/usr/bin/id', join(tools, 'id'));
  await writeFile(join(folder, 'handraise.config.ts'), plainConfig);
  await (await openEmbedded({ directory: join(folder, '.handraise') })).close();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A PATH with a stand-in for psql, which a machine need not have. */
async function pathWithPsql(script: string): Promise<{ readonly PATH: string }> {
  await writeFile(join(tools, 'psql'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${tools}:${dirname(process.execPath)}:/usr/bin:/bin` };
}

test('without psql, sql keeps the database up and says where it is, until Ctrl-C', async () => {
  const running = start(['sql'], { cwd: folder, env: { PATH: `${dirname(process.execPath)}:${tools}` } });
  await running.says('until Ctrl-C');
  const [, address, file] = /· (postgres:\S+) answers until Ctrl-C; its password is in (\S+)\n/.exec(running.said())!;
  const password = (await readFile(file!, 'utf8')).trim();
  expect(running.said()).not.toContain(password);
  const client = new pg.Client({ connectionString: address!.replace('@', `:${password}@`) });
  await client.connect();
  expect((await client.query('SELECT count(*)::int AS rows FROM handraise.candidate')).rows).toEqual([{ rows: 0 }]);
  await client.end();
  running.child.kill('SIGINT');
  expect(await running.finished).toMatchObject({ code: 0, signal: null, stdout: '' });
});

test('with psql on the PATH, sql runs it: its output, its exit code, the password in neither its arguments nor the output', async () => {
  const env = await pathWithPsql('echo "$@"\nprintf %s "$PGPASSWORD" | wc -c\nexit 3');
  const ended = await handraise(['sql', '--command', 'SELECT 1'], { cwd: folder, env });
  expect({ code: ended.code, failure: ended.stderr.includes('handraise: ') }).toEqual({ code: 3, failure: false });
  const password = (await readFile(join(folder, '.handraise/password'), 'utf8')).trim();
  expect(ended.stdout).toMatch(
    /^--command SELECT 1 postgres:\/\/handraise@127\.0\.0\.1:\d+\/handraise\?sslmode=disable\n/,
  );
  expect(ended.stdout).toMatch(new RegExp(`\\n *${password.length}\\n$`));
});

test('Ctrl-C in psql is left to psql, from its first moment on', async () => {
  const env = await pathWithPsql('kill -INT $PPID\nread line\necho "went on: $line"');
  const running = start(['sql'], { cwd: folder, env, input: 'pipe' });
  running.child.stdin!.end('typed\n');
  expect(await running.finished).toMatchObject({ code: 0, stdout: 'went on: typed\n' });
});

test('Ctrl-C is left to psql before psql is started, and is taken back when it has ended', async () => {
  const came = join(folder, 'came');
  const { PATH } = await pathWithPsql(`echo >'${came}'\nexit 4`);
  const asked: string[] = [];
  const leaveCtrlC = (toOther: boolean) => {
    if (toOther) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    asked.push(`${toOther ? 'left' : 'taken back'} ${existsSync(came) ? 'after' : 'before'} psql came`);
  };
  vi.stubEnv('PATH', PATH);
  const around = { cwd: folder, progress: new TerminalProgress(process.stderr), signal: new AbortController().signal };
  expect(await action({}, [], { ...around, leaveCtrlC })).toMatchObject({ exitCode: 4 });
  expect(asked).toEqual(['left before psql came', 'taken back after psql came']);
});

test('what else ends sql ends psql, and the exit code says what did', async () => {
  const env = await pathWithPsql('echo ready >&2\nexec sleep 60');
  const running = start(['sql'], { cwd: folder, env });
  await running.says('ready');
  running.child.kill('SIGTERM');
  expect(await running.finished).toMatchObject({ code: 143, signal: null });
  expect(await handraise(['sql'], { cwd: folder, env: await pathWithPsql('kill -9 $$') })).toMatchObject({ code: 137 });
});

test('sql refuses a database that is not the embedded one, without its password', async () => {
  const database = await createTestDatabase();
  try {
    const ended = await handraise(['sql'], { cwd: folder, database: database.connectionString });
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('no embedded database') });
    expect(ended.stderr).not.toContain(new URL(database.connectionString).password);
  } finally {
    await database.drop();
  }
});
