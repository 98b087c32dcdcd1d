import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent } from '../systemFailure.ts';

/**
 * Makes sure, before there is anything to write, that files may be made in a folder, which is there or can be made; changes nothing.
 *
 * @throws what the system says.
 */
export async function checkWritable(folder: string): Promise<void> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      if (!(await stat(at)).isDirectory())
        throw Object.assign(new Error(`ENOTDIR: not a directory, '${at}'`), { code: 'ENOTDIR' });
      return await access(at, constants.W_OK | constants.X_OK);
    } catch (error) {
      if (!isAbsent(error) || dirname(at) === at) throw error;
    }
  }
}
