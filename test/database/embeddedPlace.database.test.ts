import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binariesIn, findBinaries } from '../../src/database/embedded/binaries.ts';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { startTime } from '../../src/database/embedded/processIdentity.ts';
import { query } from './serverQuery.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const isRoot = process.getuid?.() === 0;
/** An account without rights of its own; root may act for any number. */
const weak = 54_321;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function serverOf(directory: string): Promise<number> {
  return JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')).server?.pid ?? 0;
}

describe('a folder that is copied or moved', () => {
  test('works on its own database, and names no path of another place', async () => {
    const original = join(folder, 'original', '.handraise');
    const first = await openEmbedded({ directory: original });
    await query(first, "CREATE TABLE mine AS SELECT 'original' AS x");
    await first.close();

    const copy = join(folder, 'copy', '.handraise');
    await cp(original, copy, { recursive: true, preserveTimestamps: true });
    if (isRoot) await giveLike(original, copy);
    const [one, two] = await Promise.all([openEmbedded({ directory: original }), openEmbedded({ directory: copy })]);
    await query(two, "UPDATE mine SET x = 'copy'");
    expect(await query(one, 'SELECT x FROM mine')).toEqual([['original']]);
    expect(await query(two, 'SHOW data_directory')).toEqual([[join(copy, 'postgres')]]);
    await two.close();
    expect(await query(one, 'SELECT x FROM mine')).toEqual([['original']]);
    for (const directory of [original, copy])
      expect(await readFile(join(directory, 'server.json'), 'utf8')).not.toContain(folder);
    await one.close();

    const moved = join(folder, 'moved', '.handraise');
    await rename(join(folder, 'copy'), join(folder, 'moved'));
    const third = await openEmbedded({ directory: moved });
    expect(await query(third, 'SELECT x FROM mine')).toEqual([['copy']]);
    await third.close();
  });

  test('is refused as a copy that was made while its server was running', async () => {
    const original = join(folder, 'original', '.handraise');
    const server = await openEmbedded({ directory: original });
    const copy = join(folder, 'torn', '.handraise');
    await cp(original, copy, { recursive: true, preserveTimestamps: true });
    if (isRoot) await giveLike(original, copy);
    await expect(openEmbedded({ directory: copy })).rejects.toMatchObject({
      code: 'database',
      message: /copied while the server of .*original.* was running/,
      hint: expect.not.stringContaining('remove'),
    });
    expect(await query(server, 'SELECT x FROM mine')).toEqual([['original']]);
    await server.close();
  });

  test('is known again where it was moved while its server was running', async () => {
    const before = join(folder, 'moved', '.handraise');
    await openEmbedded({ directory: before });
    const pid = await serverOf(before);
    await rename(join(folder, 'moved'), join(folder, 'elsewhere'));
    const after = await openEmbedded({ directory: join(folder, 'elsewhere', '.handraise') });
    expect(await startTime(pid)).toBeUndefined();
    expect(await query(after, 'SELECT x FROM mine')).toEqual([['copy']]);
    await after.close();
    expect(await startTime(await serverOf(join(folder, 'elsewhere', '.handraise')))).toBeUndefined();
  });

  test('leaves no server running where opening it fails', async () => {
    const directory = join(folder, 'original', '.handraise');
    const server = await openEmbedded({ directory });
    const pid = await serverOf(directory);
    const admin = { ...server, connectionString: server.connectionString.replace(/\w+$/, 'postgres') };
    await query(admin, 'ALTER DATABASE handraise ALLOW_CONNECTIONS false');
    await server.close();
    await expect(openEmbedded({ directory })).rejects.toMatchObject({ code: 'database' });
    expect(await serverOf(directory)).toBe(0);
    expect(await startTime(pid)).toBeUndefined();
    expect(await readdir(join(directory, 'clients'))).toEqual([]);
  });
});

// Elsewhere the programs need no links.
test.runIf(process.platform === 'linux')('the server runs where npm ran no install script', async () => {
  const { native, version } = findBinaries();
  const packed = join(folder, 'package', 'native');
  await cp(native, packed, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
  const binaries = binariesIn(packed, version);
  await expect(promisify(execFile)(binaries.postgres, ['--version'])).rejects.toThrow(/shared librar/);
  const server = await openEmbedded({ directory: join(folder, 'unlinked', '.handraise'), binaries });
  expect(await query(server, 'SELECT 1')).toEqual([[1]]);
  await server.close();
});

describe.runIf(isRoot)('root', () => {
  test('keeps its files in a folder of its own where the folder is not its own', async () => {
    const project = join(folder, 'project');
    await mkdir(project);
    await chown(project, weak, weak);
    const victim = join(folder, 'victim');
    await writeFile(victim, 'as it was', { mode: 0o644 });
    const planted = join(project, '.handraise');
    await mkdir(planted);
    await symlink(victim, join(planted, 'server.json.new'));
    await symlink(victim, join(planted, 'postgres.log'));
    await symlink(victim, join(planted, 'password'));
    await chown(planted, weak, weak);
    const server = await openEmbedded({ directory: planted });
    const [[cluster]] = (await query(server, 'SHOW data_directory')) as [[string]];
    await server.close();
    expect(cluster).toMatch(/^\/var\/lib\/handraise\/of-[0-9a-f]{16}\/postgres$/);
    await rm(join(cluster, '..'), { recursive: true });
    expect(await readFile(victim, 'utf8')).toBe('as it was');
    expect(await lstat(victim)).toMatchObject({ uid: 0, mode: 0o100_644 });
    expect((await readdir(planted)).sort()).toEqual(['password', 'postgres.log', 'server.json.new']);
    expect((await lstat(planted)).uid).toBe(weak);
  });

  test('does not use the database of a folder that was at the same path before', async () => {
    const project = join(folder, 'mounted');
    const directory = join(project, '.handraise');
    await mkdir(project);
    await chown(project, weak, weak);
    const server = await openEmbedded({ directory });
    const [[cluster]] = (await query(server, 'SHOW data_directory')) as [[string]];
    await server.close();
    await (await openEmbedded({ directory })).close();
    await rename(project, join(folder, 'unmounted'));
    await mkdir(project);
    await chown(project, weak, weak);
    try {
      await expect(openEmbedded({ directory })).rejects.toMatchObject({
        code: 'database',
        message: expect.stringContaining('was made for another folder'),
      });
    } finally {
      await rm(join(cluster, '..'), { recursive: true });
    }
  });

  test('does not use the database of the account that owns the folder', async () => {
    const directory = join(folder, 'theirs', '.handraise');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'server.json'), '{}');
    await chown(directory, weak, weak);
    await expect(openEmbedded({ directory })).rejects.toMatchObject({
      code: 'permission',
      message: expect.stringContaining(String(weak)),
    });
  });

  test('is not misled by a link of somebody else on the way, nor by a folder that others may write', async () => {
    const open = join(folder, 'open');
    await mkdir(open);
    await chmod(open, 0o777);
    const linked = join(folder, 'linked');
    await symlink(join(folder, 'original'), linked);
    await lchown(linked, weak, weak);
    for (const directory of [join(open, '.handraise'), join(linked, 'sub', '.handraise')]) {
      const server = await openEmbedded({ directory });
      const [[cluster]] = (await query(server, 'SHOW data_directory')) as [[string]];
      await server.close();
      expect(cluster).toMatch(/^\/var\/lib\/handraise\/of-/);
      await rm(join(cluster, '..'), { recursive: true });
    }
    expect(await readdir(open)).toEqual([]);
  });

  test('moves with a folder that the server cannot enter, and refuses a copy of it', async () => {
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const server = await openEmbedded({ directory: join(closed, 'a', '.handraise') });
    await query(server, 'CREATE TABLE mine AS SELECT 1 AS x');
    await server.close();
    const state = await readFile(join(closed, 'a', '.handraise', 'server.json'), 'utf8');
    const { shelter } = JSON.parse(state) as { shelter: string };
    await rename(join(closed, 'a'), join(closed, 'b'));
    const again = await openEmbedded({ directory: join(closed, 'b', '.handraise') });
    expect(await query(again, 'SELECT x FROM mine')).toEqual([[1]]);
    await again.close();
    await cp(join(closed, 'b'), join(closed, 'c'), { recursive: true });
    await expect(openEmbedded({ directory: join(closed, 'c', '.handraise') })).rejects.toMatchObject({
      code: 'database',
      message: /is a copy of .*closed\/b/,
    });
    await rm(join('/var/lib/handraise', shelter), { recursive: true });
  });
});

/** What `cp -a` does and Node's `cp` does not: every file keeps its owner. */
async function giveLike(original: string, copy: string): Promise<void> {
  for (const name of ['.', ...(await readdir(original, { recursive: true }))]) {
    const { uid, gid } = await lstat(join(original, name));
    await chown(join(copy, name), uid, gid);
  }
}
