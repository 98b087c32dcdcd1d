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

/**
 * The bytes of a file that a person named, be it a link or a pipe, if there are no more than such a file can honestly hold.
 *
 * @param most bytes it may hold. @param code of the refusal.
 * @throws HandraiseError `code` for more; else what the system says.
 */
export async function readAtMost(path: string, most: number, code: ErrorCode): Promise<Buffer> {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most)
        throw new HandraiseError(code, `${path} is larger than ${most / 2 ** 20} MiB, the most that is read of it`, {
          hint: 'name another file',
        });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function refused(code: ErrorCode, message: string): HandraiseError {
  return new HandraiseError(code, message, { hint: 'remove it, or put the file itself back' });
}
