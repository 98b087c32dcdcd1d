import { HandraiseError } from '../../errors.ts';

/** Below this a file may unpack to as many times its size as it likes: it is read piece by piece. */
const harmless = 256 * 2 ** 20;

/** Times its size that a table unpacks to at most; deflate reaches a thousand, for the same bytes over and over. */
const mostTimes = 200;

/**
 * Refuses what unpacks to far more than tables do, once it has.
 *
 * @param packed bytes read so far, or of the whole. @param unpacked bytes that came of them so far.
 * @throws HandraiseError `data`
 */
export function refuseBomb(name: string, packed: number, unpacked: number): void {
  if (unpacked <= harmless || unpacked <= mostTimes * packed) return;
  throw new HandraiseError(
    'data',
    `${name}: unpacks to more than ${mostTimes} times its size and ${harmless / 2 ** 20} MiB, as no table does`,
    { hint: 'if the file is sound, unpack it first' },
  );
}
