import { Random } from '../../numeric/random.ts';
import type { StreamedRows } from './streamedRows.ts';

/** Some of the rows, by what they contain. */
export interface ContentSample {
  /** Positions among the rows, ascending. */
  readonly positions: Int32Array;
  /** Of each of them, the hash of its content. */
  readonly hashes: Float64Array;
  /** Per class: a row stands for so many, a power of two; 1 where all rows of the class are in the sample. */
  readonly standsFor: readonly [number, number];
  /** Over all rows: see `StreamedRows.margins`. */
  readonly magnitudes: Float64Array;
}

/**
 * Up to `capacity` distinct rows of each class, and all their copies.
 *
 * A row is in the sample if the hash of its content begins with enough zero bits, of which as few are asked for as the capacity allows:
 * so neither the order of the rows nor their number of copies matters (adaptive sampling: Flajolet 1990, On adaptive
 * sampling, Computing 43). The content is taken from a projection of the encoded columns on a fixed direction.
 */
export async function contentSample(streamed: StreamedRows, width: number, capacity: number): Promise<ContentSample> {
  const random = new Random(1);
  const direction = Float64Array.from({ length: width + 1 }, () => random.normal());
  const { label } = streamed.rows;
  const hashes = new Uint32Array(label.length);
  const magnitudes = await streamed.margins(direction, (start, margins) => {
    hashWords(new Int32Array(margins.buffer, margins.byteOffset, 2 * margins.length), hashes.subarray(start));
  });
  const bits = [fewestBits(hashes, label, 0, capacity), fewestBits(hashes, label, 1, capacity)] as const;
  const positions: number[] = [];
  for (let i = 0; i < label.length; i++) if (Math.clz32(hashes[i]!) >= bits[label[i]!]!) positions.push(i);
  return {
    positions: Int32Array.from(positions),
    hashes: Float64Array.from(positions, (at) => hashes[at]!),
    standsFor: [2 ** bits[0], 2 ** bits[1]],
    magnitudes,
  };
}

/** How many zero bits leave no more distinct hashes of a class than there is room for. */
function fewestBits(hashes: Uint32Array, label: Uint8Array, y: number, capacity: number): number {
  const rows = new Int32Array(34);
  for (let i = 0; i < hashes.length; i++) if (label[i] === y) rows[Math.clz32(hashes[i]!)]! += 1;
  for (let bits = 31; bits >= 0; bits--) rows[bits]! += rows[bits + 1]!;
  let bits = rows.findIndex((count) => count <= capacity);
  // So few rows are left; with copies among them, fewer bits may do.
  while (bits > 0 && hasAtMost(capacity, hashes, label, y, bits - 1)) bits -= 1;
  return bits;
}

function hasAtMost(capacity: number, hashes: Uint32Array, label: Uint8Array, y: number, bits: number): boolean {
  const distinct = new Set<number>();
  for (let i = 0; i < hashes.length; i++) {
    if (label[i] !== y || Math.clz32(hashes[i]!) < bits) continue;
    distinct.add(hashes[i]!);
    if (distinct.size > capacity) return false;
  }
  return true;
}

/** A well mixed hash of both words of each number: the end of MurmurHash3 (Appleby). */
function hashWords(words: Int32Array, out: Uint32Array): void {
  for (let i = 0; 2 * i < words.length; i++) out[i] = mixed(mixed(words[2 * i]!) ^ words[2 * i + 1]!);
}

function mixed(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
