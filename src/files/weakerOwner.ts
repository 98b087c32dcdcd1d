import { lstat, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isAbsent } from '../systemFailure.ts';

/** Somebody other than root who decides what is at a path: the account's id, and the file or folder that it owns or may write. */
export interface WeakerOwner {
  readonly uid: number;
  readonly path: string;
}

/**
 * Who besides root could put something else at a path, now or while root works there; undefined where nobody could.
 *
 * Everything on the way counts, links too: whoever owns a folder, or may write into it, can replace what is in it. In a
 * folder with the sticky bit, such as /tmp, that is its owner's right alone. What is not there yet is root's to make.
 */
export async function weakerOwner(path: string): Promise<WeakerOwner | undefined> {
  return (await onTheWay(resolve(path))) ?? (await onTheWay(await deepestReal(resolve(path))));
}

async function onTheWay(path: string): Promise<WeakerOwner | undefined> {
  const parent = dirname(path);
  const above = parent === path ? undefined : await onTheWay(parent);
  if (above !== undefined) return above;
  const found = await lstat(path).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
  if (found === undefined) return undefined;
  const shared = found.isDirectory() && (found.mode & 0o022) !== 0 && (found.mode & 0o1000) === 0;
  return found.uid !== 0 || shared ? { uid: found.uid, path } : undefined;
}

/** The path without links, as far as it exists. */
async function deepestReal(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const real = await realpath(folder).catch((error: unknown) => {
      if (!isAbsent(error) || folder === dirname(folder)) throw error;
    });
    if (real !== undefined) return real;
  }
}
