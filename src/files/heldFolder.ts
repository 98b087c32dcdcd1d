import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isAbsent } from '../systemFailure.ts';
import { weakerOwner } from './weakerOwner.ts';

/** A folder in which files are made, renamed and removed: `path` leads there whatever becomes of the names on the way. */
export interface HeldFolder {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Holds a folder to write in.
 *
 * Where root works in a folder that somebody else owns or may write, that account could replace a part of the path by a link
 * to a folder of root's. From the first such part on, every folder is therefore opened from the one that holds it and must be
 * no link, which `openat` with `O_NOFOLLOW` would do; Node has no `openat`, and Linux gives the same by `/proc/self/fd`.
 *
 * @param make makes the folders that are missing, 0700.
 * @throws what the system says: ELOOP or ENOTDIR for a link, ENOENT for a missing folder.
 */
export async function holdFolder(path: string, make: boolean): Promise<HeldFolder> {
  const whole = resolve(path);
  const weaker = process.platform === 'linux' && process.getuid?.() === 0 ? await weakerOwner(whole) : undefined;
  if (weaker === undefined) {
    if (make) await mkdir(whole, { recursive: true, mode: 0o700 });
    return { path: whole, close: async () => undefined };
  }
  const handle = await walk(whole, make);
  return { path: `/proc/self/fd/${handle.fd}`, close: () => handle.close() };
}

async function walk(path: string, make: boolean): Promise<FileHandle> {
  const parent = dirname(path);
  if ((await weakerOwner(parent)) === undefined) return openFolder(path, make);
  const above = await walk(parent, make);
  try {
    return await openFolder(join(`/proc/self/fd/${above.fd}`, basename(path)), make);
  } finally {
    await above.close();
  }
}

async function openFolder(path: string, make: boolean): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
  try {
    return await open(path, flags);
  } catch (error) {
    if (!make || !isAbsent(error)) throw error;
    await mkdir(path, { mode: 0o700 });
    return open(path, flags);
  }
}
