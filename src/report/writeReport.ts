import { HandraiseError } from '../errors.ts';
import { fileFailure } from '../systemFailure.ts';
import { removeAbandoned, writeWhole } from '../wholeFile.ts';

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
    const failure = fileFailure(error, `writing ${path}`, 'usage');
    if (!(failure instanceof HandraiseError)) throw failure;
    const { code, hint, cause } = failure;
    throw new HandraiseError(code, `cannot write ${path}`, { ...(hint === undefined ? {} : { hint }), cause });
  }
}
