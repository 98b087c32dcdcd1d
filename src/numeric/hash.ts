import { createHash } from 'node:crypto';

const encoder = new TextEncoder();

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
  const bytes = encoder.encode(text);
  const whole = bytes.length & ~3;
  let hash = seed | 0;
  for (let i = 0; i < whole; i += 4) {
    const block = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash ^= scramble(block);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i]!;
  hash ^= scramble(tail) ^ bytes.length;
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
