import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCodeOf, isAbsent } from './systemFailure.ts';

/**
 * Writes a file so that its name only ever stands for a whole one, the old or the new, whatever interrupts.
 *
 * It is readable by its owner alone (0600), as are the folders made for it (0700).
 *
 * @param text whole, or in pieces.
 * @param temporary name in the same folder under which it is written; gone afterwards unless the process is killed.
 * @throws what the system says.
 */
export async function writeWhole(
  path: string,
  text: string | Iterable<string>,
  temporary = temporaryBeside(path),
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await createPrivate(temporary);
    try {
      await file.writeFile(text, 'utf8');
      await giveName(file, temporary, path);
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A name beside `path` for what is not whole yet; no other writer, of this process or another, has the same. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `${prefixOf(path)}${process.pid}.${randomBytes(8).toString('hex')}.tmp`);
}

/** Removes what writers of `path` that were killed have left half written beside it. */
export async function removeAbandoned(path: string): Promise<void> {
  const names = await readdir(dirname(path)).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  const prefix = prefixOf(path);
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^(\d+)\.[0-9a-f]{16}\.tmp$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dirname(path), name), { force: true });
  }
}

/** Makes a file that was not there, readable by its owner alone. */
export function createPrivate(path: string): Promise<FileHandle> {
  return open(path, 'wx', 0o600);
}

/** Gives a file that is written under a temporary name its own, once all of it is on disk. */
export async function giveName(file: FileHandle, temporary: string, path: string): Promise<void> {
  await file.sync();
  // Windows renames no file that is open.
  await file.close();
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

function prefixOf(path: string): string {
  return `.${basename(path)}.`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) !== 'ESRCH';
  }
}

// A rename survives a power failure only once the folder that holds the name is on disk; Windows cannot open folders.
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
