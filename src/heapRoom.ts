import { getHeapStatistics } from 'node:v8';
import { HandraiseError } from './errors.ts';

/** What to do about a heap that is too small. */
export const heapHint = 'give it more MiB, such as NODE_OPTIONS=--max-old-space-size=8192';

/** Part of the heap's limit that only short-lived values may fill; a heap told to keep less of them has a little more room than is said here. */
const shortLived = 192 * 2 ** 20;

/** Bytes that are never asked about: a thread that ends for want of memory is given twice as many to end with. */
const harmless = 8 * 2 ** 20;

/** Bytes that a character of JSON stands for at the most, by measurement on Node 24 with what grows while it is read. */
const bytesOf = new Map([
  ['{', 64],
  ['[', 48],
  [':', 48],
  [',', 24],
  ['"', 16],
]);
const bytesOfCode = Uint8Array.from({ length: 128 }, (_, code) => bytesOf.get(String.fromCharCode(code)) ?? 0);

/**
 * The value of a JSON text whose size nobody vouches for, unless it would not fit into the heap.
 *
 * A heap that fills between two steps ends a command in good order. Within a single call, such as JSON.parse, nothing can be stopped and
 * the process aborts: so what the call needs is estimated first.
 *
 * @param what the text is, for the reader: "the schema file leads.json"
 * @throws HandraiseError `resource` when it would not fit, SyntaxError for a text that is no JSON.
 */
export function parsedJson(text: string, what: string): unknown {
  const { heap_size_limit, used_heap_size } = getHeapStatistics();
  const room = Math.max(harmless, heap_size_limit - shortLived - used_heap_size);
  const needed = jsonBytes(text, room);
  if (needed <= room) return JSON.parse(text);
  throw new HandraiseError(
    'resource',
    `${what} takes up to ${mebibytes(needed)} MiB of memory to read, the heap has room for ${mebibytes(room)}`,
    { hint: heapHint },
  );
}

/** What the value of a text takes at the most; the text is not looked into where it fits whatever it holds. */
function jsonBytes(text: string, room: number): number {
  let bytes = text.length;
  if (bytes * (1 + Math.max(...bytesOf.values())) <= room) return bytes;
  for (let at = 0; at < text.length; at++) bytes += bytesOfCode[text.charCodeAt(at)] ?? 0;
  return bytes;
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
