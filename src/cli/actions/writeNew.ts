import { writeFile } from 'node:fs/promises';
import { HandraiseError } from '../../errors.ts';

/** Writes a file where there is none. @throws HandraiseError `usage` where there is one. */
export async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? alreadyThere(path, error) : error;
  });
}

/** That a file is there already. */
export function alreadyThere(path: string, cause?: unknown): HandraiseError {
  return new HandraiseError('usage', `${path} exists already`, { hint: 'edit it, or move it away first', cause });
}
