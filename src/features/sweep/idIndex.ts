/**
 * Finds the position of an id given as UTF-8 bytes, without making a string of it.
 *
 * Open addressing over one arena that holds the bytes of every id; a hit is a byte-for-byte match. Of equal ids
 * the first is found.
 *
 * @example new IdIndex(['a', 'b']).find(Buffer.from('b'), 0, 1) // 1
 */
export class IdIndex {
  readonly #arena: Buffer;
  /** Entry i of the arena is [starts[i], starts[i + 1]). */
  readonly #starts: Float64Array;
  /** Position of an id, or −1 for a free slot; at most half are taken. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(ids: readonly string[]) {
    this.#starts = new Float64Array(ids.length + 1);
    for (let i = 0; i < ids.length; i++) this.#starts[i + 1] = this.#starts[i]! + Buffer.byteLength(ids[i]!);
    this.#arena = Buffer.alloc(this.#starts[ids.length]!);
    for (let i = 0; i < ids.length; i++) this.#arena.write(ids[i]!, this.#starts[i]!);
    const size = 2 ** Math.ceil(Math.log2(2 * ids.length + 2));
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    for (let i = 0; i < ids.length; i++) {
      const slot = this.#slotOf(this.#arena, this.#starts[i]!, this.#starts[i + 1]!);
      if (this.#slots[slot]! < 0) this.#slots[slot] = i;
    }
  }

  /** Position of the id in bytes [start, end); −1 when it is unknown. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(bytes, start, end)]!;
  }

  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    let slot = hashOf(bytes, start, end) & this.#mask;
    for (let found = this.#slots[slot]!; found >= 0; found = this.#slots[slot]!) {
      if (this.#matches(found, bytes, start, end)) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #matches(position: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[position]!;
    if (this.#starts[position + 1]! - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== this.#arena[j]) return false;
    return true;
  }
}

/** FNV-1a with a final mix, so that the low bits depend on every byte. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
