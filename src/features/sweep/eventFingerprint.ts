import { sha256Hex } from '../../numeric/hash.ts';

interface Row {
  readonly bytes: Uint8Array;
  start(column: number): number;
  end(column: number): number;
}

/**
 * A fingerprint of a multiset of rows: the order in which they arrive does not matter.
 *
 * Each row is hashed to 64 bits, the halves and a third mix of them are added up modulo 2^32. It notices
 * accidents; it is no proof against somebody who constructs rows to collide.
 */
export class EventFingerprint {
  readonly #sums = new Uint32Array(3);
  #rows = 0;

  add(row: Row, columns: number): void {
    let a = 0x9e3779b9;
    let b = 0x85ebca6b;
    for (let column = 0; column < columns; column++) {
      const start = row.start(column);
      const end = row.end(column);
      const length = start < 0 ? -1 : end - start;
      a = step(a, length);
      b = step(b, ~length);
      for (let i = start; i < end; i++) {
        a = Math.imul(a ^ row.bytes[i]!, 0x01000193);
        b = Math.imul(b, 31) + row.bytes[i]!;
      }
    }
    a = finish(a);
    b = finish(b);
    this.#rows++;
    this.#sums[0]! += a;
    this.#sums[1]! += b;
    this.#sums[2]! += finish(a ^ Math.imul(b, 0x9e3779b1));
  }

  /** 64 hexadecimal digits. */
  digest(): string {
    return sha256Hex(`${this.#rows}:${this.#sums.join(':')}`);
  }
}

function step(hash: number, value: number): number {
  return Math.imul((hash << 13) | (hash >>> 19), 5) ^ Math.imul(value, 0xcc9e2d51);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
