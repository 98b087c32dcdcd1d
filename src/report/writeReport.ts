import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HandraiseError } from '../errors.ts';
import { removeAbandoned, writeWhole } from '../files/wholeFile.ts';
import { checkWritable } from '../files/writableFolder.ts';
import { fileFailure } from '../systemFailure.ts';

/**
 * Writes a report so that its name only ever stands for a whole one, the old or the new, whatever interrupts.
 *
 * The file is readable by its owner alone (0600), as are the folders made for it (0700). What an earlier process that
 * was killed left half written beside it is removed.
 *
 * @throws HandraiseError `permission`, `resource` (disk full) or `usage` (the path cannot be a file).
 */
export async function writeReport(path: string, content: string | Iterable<string>): Promise<void> {
  try {
    await removeAbandoned(path);
    await writeWhole(path, content);
  } catch (error) {
    throw unwritable(error, path);
  }
}

/**
 * Makes sure, before the work that a report tells of, that it may be written; changes nothing.
 *
 * @throws HandraiseError as {@link writeReport}.
 */
export async function checkReport(path: string): Promise<void> {
  try {
    if (await isFolder(path)) throw Object.assign(new Error(`EISDIR: is a directory, '${path}'`), { code: 'EISDIR' });
    await checkWritable(dirname(path));
  } catch (error) {
    throw unwritable(error, path);
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true;
}

function unwritable(error: unknown, path: string): unknown {
  const failure = fileFailure(error, `writing ${path}`, 'usage');
  if (!(failure instanceof HandraiseError)) return failure;
  const { code, hint, cause } = failure;
  return new HandraiseError(code, `cannot write ${path}`, { ...(hint === undefined ? {} : { hint }), cause });
}
