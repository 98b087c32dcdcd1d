import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ErrorCode, HandraiseError } from '../errors.ts';

let written = 0;

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'resource',
  EDQUOT: 'resource',
  EMFILE: 'resource',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  EISDIR: 'usage',
  ENOTDIR: 'usage',
  EEXIST: 'usage',
  ENAMETOOLONG: 'usage',
};

/**
 * Writes a file so that its name only ever stands for a whole one, the old or the new, whatever interrupts.
 *
 * The file is readable by its owner alone (0600), as are the folders made for it (0700). What an earlier process that
 * was killed left half written beside it is removed.
 *
 * @throws HandraiseError `permission`, `resource` (disk full) or `usage` (the path cannot be a file).
 */
export async function writeReport(path: string, content: string): Promise<void> {
  const directory = dirname(path);
  const prefix = `.${basename(path)}.`;
  const temporary = join(directory, `${prefix}${process.pid}.${written++}.tmp`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await removeAbandoned(directory, prefix);
    await writeDurably(temporary, content);
    await rename(temporary, path);
    await syncDirectory(directory);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const code = codes[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unexpected';
    throw new HandraiseError(code, `cannot write ${path}`, {
      hint: code === 'resource' ? 'free some space and run again' : 'name a folder this user can write to',
      cause: error,
    });
  }
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

// A rename survives a power failure only once the folder that holds the name is on disk; Windows cannot open folders.
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function removeAbandoned(directory: string, prefix: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^(\d+)\.\d+\.tmp$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(directory, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
