import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { handraise, plainConfig } from '../cli/handraise.ts';
import { certificateFor, days } from './certificate.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';
import { type TlsAnswer, tlsProxy } from './tlsProxy.ts';

const authority = certificateFor('an authority', { authority: true });
const good = certificateFor('localhost', { by: authority });
const stranger = certificateFor('another authority', { authority: true });

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await writeFile(join(folder, 'authority.pem'), authority.certificate);
});
afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

async function behind(answer: TlsAnswer) {
  const proxy = await tlsProxy(database.connectionString, answer);
  onTestFinished(() => proxy.close());
  return proxy;
}

const trusted = () => ({ sslrootcert: join(folder, 'authority.pem') });

describe('what a certificate does not prove ends with 4 and one line that says TLS', () => {
  const otherName = certificateFor('db.example.com', { by: authority });
  const past = certificateFor('localhost', { by: authority, to: days(-1) });
  const ofStranger = certificateFor('localhost', { by: stranger });
  const ofItself = certificateFor('localhost');
  const untrusted = 'is not one that this machine trusts';
  test.each<[string, TlsAnswer, string, boolean, string]>([
    ['another name', otherName, 'verify-full', true, 'is for another name'],
    ['another name, required', otherName, 'require', true, 'is for another name'],
    ['one that has expired', past, 'verify-full', true, 'has expired'],
    ['one that has expired, whatever the name', past, 'verify-ca', true, 'has expired'],
    ['another authority', ofStranger, 'verify-full', true, untrusted],
    ['another authority, whatever the name', ofStranger, 'verify-ca', true, untrusted],
    ['an authority that the machine does not know', good, 'require', false, untrusted],
    ['nobody but itself', ofItself, 'require', false, untrusted],
    ['no TLS', 'no', 'require', false, 'has no TLS'],
    ['no TLS, though all is to be checked', 'no', 'verify-full', true, 'has no TLS'],
    ['no TLS, though nothing is to be checked', 'no', 'no-verify', false, 'has no TLS'],
    ['nonsense in place of TLS', 'yes, then nonsense', 'require', false, 'does not speak TLS as Postgres does'],
  ])('%s', async (_, answer, sslmode, known, said) => {
    const proxy = await behind(answer);
    const url = proxy.connectionString('localhost', { sslmode, ...(known ? trusted() : {}) });
    await expect(openDatabase({ connectionString: url, directory: '' })).rejects.toMatchObject({
      ...{ code: 'database', exitCode: 4 },
      message: expect.stringMatching(/^opening the database: TLS: .+$/),
      hint: expect.stringContaining(said),
    });
  });

  test('as the command line says it, without the password', async () => {
    const proxy = await behind(otherName);
    const database = proxy.connectionString('localhost', { sslmode: 'verify-full', ...trusted() });
    await writeFile(join(folder, 'handraise.config.ts'), plainConfig);
    const ended = await handraise(['status'], { cwd: folder, database });
    expect(ended).toMatchObject({ code: 4, signal: null, stdout: '' });
    expect(ended.stderr).toMatch(/^handraise: opening the database: TLS: [^\n]*is for another name[^\n]*\n$/);
    expect(ended.stderr).not.toContain(new URL(database).password);
  });
});

test.each([
  ['require', good, 'localhost', true],
  ['verify-full', good, 'localhost', true],
  ['verify-ca', certificateFor('db.example.com', { by: authority }), 'localhost', true],
  ['no-verify', certificateFor('db.example.com', { to: days(-1) }), '127.0.0.1', false],
])('%s connects, encrypted, where it is proved what it asks for', async (sslmode, answer, host, known) => {
  const proxy = await behind(answer);
  const connectionString = proxy.connectionString(host, { sslmode, ...(known ? trusted() : {}) });
  const handle = await openDatabase({ connectionString, directory: '' });
  try {
    expect((await handle.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(proxy.encrypted).toBeGreaterThan(0);
  } finally {
    await handle.close();
  }
});
