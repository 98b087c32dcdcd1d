import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCodeOf, isAbsent } from '../systemFailure.ts';
import { holdFolder } from './heldFolder.ts';

/** A file that has a temporary name until it is whole. */
export interface UnfinishedFile {
  readonly file: FileHandle;
  /** Gives the file its name, once all of it is on disk. */
  finish(): Promise<void>;
  /** Removes the file. */
  abandon(): Promise<void>;
}

/**
 * Writes a file so that its name only ever stands for a whole one, the old or the new, whatever interrupts.
 *
 * It is readable by its owner alone (0600), as are the folders made for it (0700). A link in its place is replaced, not followed.
 *
 * @param text whole, or in pieces.
 * @param temporary name in the same folder under which it is written; gone afterwards unless the process is killed.
 * @throws what the system says.
 */
export async function writeWhole(path: string, text: string | Iterable<string>, temporary?: string): Promise<void> {
  const unfinished = await beginWhole(path, { make: true, ...(temporary === undefined ? {} : { temporary }) });
  try {
    await unfinished.file.writeFile(text, 'utf8');
    await unfinished.finish();
  } catch (error) {
    await unfinished.abandon().catch(() => undefined);
    throw error;
  }
}

/**
 * Begins a file that is written piece by piece.
 *
 * @param options.make makes the folders that are missing
 * @param options.temporary name until it is whole; by default one that no other writer, of this process or another, has
 */
export async function beginWhole(
  path: string,
  { make, temporary = temporaryName(path) }: { readonly make: boolean; readonly temporary?: string },
): Promise<UnfinishedFile> {
  const folder = await holdFolder(dirname(path), make);
  const unfinished = join(folder.path, basename(temporary));
  try {
    const file = await open(unfinished, 'wx', 0o600);
    return {
      file,
      async finish() {
        await file.sync();
        // Windows renames no file that is open.
        await file.close();
        await rename(unfinished, join(folder.path, basename(path)));
        await syncFolder(folder.path);
        await folder.close();
      },
      async abandon() {
        await file.close();
        await rm(unfinished, { force: true });
        await folder.close();
      },
    };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

/** Removes what writers of `path` that were killed have left half written beside it. */
export async function removeAbandoned(path: string): Promise<void> {
  const folder = await holdFolder(dirname(path), false).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
  if (folder === undefined) return;
  try {
    for (const name of await namesIn(folder.path)) {
      const pid = abandonedBy(path, name);
      if (pid !== undefined && !isAlive(pid)) await rm(join(folder.path, name), { force: true });
    }
  } finally {
    await folder.close();
  }
}

function temporaryName(path: string): string {
  return `${prefixOf(path)}${process.pid}.${randomBytes(8).toString('hex')}.tmp`;
}

/** The process that made a temporary file of `path`; undefined for any other name. */
function abandonedBy(path: string, name: string): number | undefined {
  const prefix = prefixOf(path);
  const pid = name.startsWith(prefix) ? /^(\d+)\.[0-9a-f]{16}\.tmp$/.exec(name.slice(prefix.length))?.[1] : undefined;
  return pid === undefined ? undefined : Number(pid);
}

function prefixOf(path: string): string {
  return `.${basename(path)}.`;
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw error;
  });
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
