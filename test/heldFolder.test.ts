import { chown, lchown, lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdFolder } from '../src/files/heldFolder.ts';
import { weakerOwner } from '../src/files/weakerOwner.ts';
import { removeAbandoned, writeWhole } from '../src/files/wholeFile.ts';
import { temporaryFolder } from './database/temporaryFolder.ts';

/** An account without rights of its own; root may act for any number. */
const weak = 54_321;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a file takes the place of a link, and what the link led to stays', async () => {
  await writeFile(join(folder, 'elsewhere'), 'as it was');
  await symlink(join(folder, 'elsewhere'), join(folder, 'report.html'));
  await writeWhole(join(folder, 'report.html'), 'new');
  expect(await readFile(join(folder, 'elsewhere'), 'utf8')).toBe('as it was');
  expect((await lstat(join(folder, 'report.html'))).isFile()).toBe(true);
});

// Only root has weaker accounts to beware of, and only Linux has /proc/self/fd.
describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
  'in a folder of a weaker account, root',
  () => {
    let theirs: string;
    let secret: string;
    beforeAll(async () => {
      theirs = join(folder, 'theirs');
      secret = join(folder, 'secret');
      await mkdir(theirs);
      await mkdir(secret);
      await chown(theirs, weak, weak);
    });

    test('writes below it, and makes the folders that are missing', async () => {
      await writeWhole(join(theirs, 'models', 'default', 'm.json'), 'text');
      expect(await readFile(join(theirs, 'models', 'default', 'm.json'), 'utf8')).toBe('text');
      expect(await readdir(join(theirs, 'models', 'default'))).toEqual(['m.json']);
    });

    test('follows no link of theirs', async () => {
      const link = join(theirs, 'reports');
      await symlink(secret, link);
      await lchown(link, weak, weak);
      await writeFile(join(secret, `.a.html.999999999.0123456789abcdef.tmp`), 'left over');
      expect(await weakerOwner(link)).toMatchObject({ uid: weak, path: theirs });
      for (const path of [join(link, 'a.html'), join(link, 'sub', 'a.html')]) {
        await expect(writeWhole(path, 'text')).rejects.toMatchObject({ code: expect.stringMatching(/ELOOP|ENOTDIR/) });
        await expect(removeAbandoned(path)).rejects.toMatchObject({ code: expect.stringMatching(/ELOOP|ENOTDIR/) });
      }
      expect(await readdir(secret)).toEqual(['.a.html.999999999.0123456789abcdef.tmp']);
    });

    test('stays in the folder that it holds when its name comes to mean another', async () => {
      const held = await holdFolder(join(theirs, 'cards'), true);
      await rename(join(theirs, 'cards'), join(theirs, 'aside'));
      await symlink(secret, join(theirs, 'cards'));
      await writeFile(join(held.path, 'card.html'), 'text');
      await held.close();
      expect(await readdir(join(theirs, 'aside'))).toEqual(['card.html']);
      expect(await readdir(secret)).not.toContain('card.html');
    });
  },
);
