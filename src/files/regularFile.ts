import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type ErrorCode, HandraiseError } from '../errors.ts';

/**
 * The bytes of a file that is one: a link, a folder, a pipe or a device is refused without being waited for or read, and so is a file
 * larger than it can honestly be.
 *
 * @param most bytes it may hold. @param code of the refusal.
 * @throws HandraiseError `code` for what is refused; else what the system says.
 */
export async function readRegularFile(path: string, most: number, code: ErrorCode): Promise<Buffer> {
  // Without waiting: a pipe that nobody writes to would never open.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) throw refused(code, `${path} is no file: a folder, a pipe or a device lies in its place`);
    if (found.size > most)
      throw refused(
        code,
        `${path} is ${Math.round(found.size / 2 ** 20)} MiB large; ${most / 2 ** 20} MiB is the most`,
      );
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function refused(code: ErrorCode, message: string): HandraiseError {
  return new HandraiseError(code, message, { hint: 'remove it, or put the file itself back' });
}
