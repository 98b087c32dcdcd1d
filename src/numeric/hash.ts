import { createHash } from 'node:crypto';

/**
 * MurmurHash3 (x86, 32 bits) of the UTF-8 bytes: an integer in [0, 2^32), the same on every machine.
 *
 * Well mixed, so `hash32(id, seed) / 2 ** 32` splits ids evenly; no protection against anyone who looks for
 * collisions. Lone surrogates hash as U+FFFD. Appleby, https://github.com/aappleby/smhasher.
 *
 * @param seed only its lowest 32 bits count.
 * @example hash32('hello', 0) // 613153351
 */
export function hash32(text: string, seed = 0): number {
  const bytes = utf8Text(text);
  const { length } = bytes;
  const whole = length & ~3;
  const at = (i: number) => bytes.charCodeAt(i);
  let hash = seed | 0;
  for (let i = 0; i < whole; i += 4) {
    const block = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    hash ^= scramble(block);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let i = length - 1; i >= whole; i--) tail = (tail << 8) | at(i);
  hash ^= scramble(tail) ^ length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51);
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593);
}

/**
 * The whole number's lowest 32 bits and the seed's, mixed well: an integer in [0, 2^32), the same on every machine.
 *
 * The finaliser of MurmurHash3. @example mix32(1) // 1364076727
 */
export function mix32(value: number, seed = 0): number {
  let hash = (value | 0) ^ scramble(seed | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** SHA-256 as 64 lower-case hexadecimal digits; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A text whose characters are the UTF-8 bytes of the given one: of ASCII alone, itself. */
function utf8Text(text: string): string {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return Buffer.from(text).toString('latin1');
  return text;
}
