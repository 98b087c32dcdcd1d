import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { startTime } from '../../src/database/embedded/processIdentity.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Two containers with one volume, as far as one process can play the other: the same files, written under another name of the machine. */
describe('an embedded server of another machine or container', () => {
  let directory: string;
  let child: ChildProcess | undefined;
  const lifeTimes = { silence: 4_500, serverEnd: 2_000 };

  beforeAll(async () => {
    directory = join(await temporaryFolder(), '.handraise');
    await (await openEmbedded({ directory })).close();
  }, 30_000);
  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });
  afterAll(() => rm(join(directory, '..'), { recursive: true, force: true }));

  async function state() {
    return JSON.parse(await readFile(join(directory, 'server.json'), 'utf8'));
  }

  /** A process that uses the server, and `server.json` as if another machine had started it. */
  async function otherMachine() {
    const script = fileURLToPath(new URL('embeddedClient.ts', import.meta.url));
    child = spawn(process.execPath, [script, directory], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { value } = await createInterface({ input: child.stdout! })[Symbol.asyncIterator]().next();
    const here = await state();
    await writeFile(
      join(directory, 'server.json'),
      JSON.stringify({ server: { ...here.server, space: 'another machine' } }),
    );
    return { here, connectionString: String(value) };
  }

  async function answers(connectionString: string): Promise<boolean> {
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  test('is left alone while something there uses it', async () => {
    const { here, connectionString } = await otherMachine();
    await expect(openEmbedded({ directory, lifeTimes })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining('in use by another machine or container'),
    });
    expect(await answers(connectionString)).toBe(true);
    await stat(join(directory, 'postgres', 'postmaster.pid'));
    await writeFile(join(directory, 'server.json'), JSON.stringify(here));
    child!.stdin!.end();
    await once(child!, 'exit');
    expect(await answers(connectionString)).toBe(false);
  }, 20_000);

  test('is told to end, and waited for, where what used it was killed', async () => {
    const { here, connectionString } = await otherMachine();
    child!.kill('SIGKILL');
    await once(child!, 'exit');
    const opened = openEmbedded({ directory, lifeTimes });
    opened.catch(() => undefined);
    // What the server itself does about it, within a minute.
    await expect
      .poll(() => stat(join(directory, 'postgres', 'postmaster.pid')).catch(() => 'gone'), { timeout: 10_000 })
      .toBe('gone');
    expect(await answers(connectionString)).toBe(true);
    process.kill(here.server.pid, 'SIGQUIT');
    await expect.poll(() => startTime(here.server.pid)).toBeUndefined();
    const server = await opened;
    expect(await answers(server.connectionString)).toBe(true);
    expect((await state()).server.space).toBe(here.server.space);
    await server.close();
  }, 30_000);

  test('is looked for at its lock and at its use in one silence', async () => {
    const { here, connectionString } = await otherMachine();
    child!.kill('SIGKILL');
    await once(child!, 'exit');
    const lock = join(directory, 'lock');
    await writeFile(lock, '1 1 someone\nanother machine');
    const said: string[] = [];
    const [client] = await readdir(join(directory, 'clients'));
    const opened = openEmbedded({
      directory,
      lifeTimes: { silence: 1_500, serverEnd: 0 },
      onProgress: (text) => {
        said.push(text);
        // A sign of life while the lock is waited for: a look that began only after that would not see it.
        if (said.length === 1) void utimes(join(directory, 'clients', client!), 1, 1);
      },
    });
    await expect(opened).rejects.toMatchObject({ code: 'busy' });
    expect(said.map((text) => text.replace(/:.*/, ''))).toEqual([
      'another machine or container was starting or stopping the embedded database',
      'the embedded database was last used by another machine or container',
    ]);
    await writeFile(join(directory, 'server.json'), JSON.stringify(here));
    await (await openEmbedded({ directory, lifeTimes })).close();
    expect(await answers(connectionString)).toBe(false);
  }, 20_000);

  test('keeps its lock for as long as it gives signs of life', async () => {
    const lock = join(directory, 'lock');
    await writeFile(lock, '1 1 someone\nanother machine');
    let signs = 0;
    const living = setInterval(() => {
      if (++signs === 10) clearInterval(living);
      else void utimes(lock, signs, signs);
    }, 200);
    const server = await openEmbedded({ directory, lifeTimes: { silence: 1_000, serverEnd: 0 } });
    expect(signs).toBe(10);
    await server.close();
    await expect(stat(lock)).rejects.toMatchObject({ code: 'ENOENT' });
  }, 20_000);
});
