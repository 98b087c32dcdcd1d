// Positions of ids that are given as UTF-8 bytes: open addressing over slots that hold short ids themselves, so that finding one looks at
// a single place in memory; the bytes of all ids lie in an arena. `idArena.ts` of the features writes the record; fields and their order
// are the same there.

@unmanaged
export class IdIndex {
  /** Of 32 bytes: u32 hash, u32 position + 1 (0 is free), u32 number of bytes, and the first 20 bytes. At most half are taken. */
  slots: usize;
  /** Number of slots less one. */
  mask: u32;
  /** u32 each: bytes of id i are [starts[i], starts[i + 1]) of the arena. */
  starts: usize;
  /** Followed by at least 8 bytes that may be read. */
  arena: usize;
  ids: u32;
}

/** A slot is 2 to this power bytes. */
const slotBits: usize = 5;
/** Bytes of an id that a slot holds, and where. */
const inSlot: u32 = 20;
const idOffset: usize = 12;

const first: u64 = 0x9e3779b97f4a7c15;
const second: u64 = 0xbf58476d1ce4e5b9;

/** The bytes of one word, the rest of the eight cut off; up to 8 bytes after its end may be read. */
function lastWord(address: usize, bytes: u32): u64 {
  return load<u64>(address) & ((1 << (bytes << 3)) - 1);
}

/** A hash of `bytes` bytes; up to 8 bytes after their end may be read. */
export function hashBytes(address: usize, bytes: u32): u64 {
  let hash: u64 = first ^ bytes;
  let left = bytes;
  let at = address;
  while (left >= 8) {
    hash = rotl((hash ^ load<u64>(at)) * second, 29);
    at += 8;
    left -= 8;
  }
  if (left) hash = rotl((hash ^ lastWord(at, left)) * second, 29);
  hash = (hash ^ (hash >> 32)) * first;
  return hash ^ (hash >> 29);
}

function sameBytes(a: usize, b: usize, bytes: u32): bool {
  let left = bytes;
  while (left >= 8) {
    if (load<u64>(a) !== load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  return left === 0 || lastWord(a, left) === lastWord(b, left);
}

/** Position of the id at `address`, −1 when it is unknown. */
export function findId(index: IdIndex, address: usize, bytes: u32, hash: u32): i32 {
  let slot = hash & index.mask;
  while (true) {
    const at = index.slots + ((slot as usize) << slotBits);
    const position = load<u32>(at, 4);
    if (position === 0) return -1;
    if (load<u32>(at) === hash && load<u32>(at, 8) === bytes && isId(index, at, position - 1, address, bytes))
      return position - 1;
    slot = (slot + 1) & index.mask;
  }
}

function isId(index: IdIndex, slot: usize, position: u32, address: usize, bytes: u32): bool {
  if (bytes <= inSlot) return sameBytes(slot + idOffset, address, bytes);
  return sameBytes(index.arena + load<u32>(index.starts + ((position as usize) << 2)), address, bytes);
}

/** Reads what looking up a hash will read first: loads of one loop wait for memory together. */
export function touchSlot(index: IdIndex, hash: u32): u32 {
  return load<u32>(index.slots + (((hash & index.mask) as usize) << slotBits));
}

/** Enters every id of the arena into zeroed slots; of equal ids the first is found. */
export function buildIndex(address: usize): void {
  const index = changetype<IdIndex>(address);
  for (let id: u32 = 0; id < index.ids; id++) enter(index, id);
}

function enter(index: IdIndex, id: u32): void {
  const start = load<u32>(index.starts + ((id as usize) << 2));
  const bytes = load<u32>(index.starts + ((id as usize) << 2), 4) - start;
  const from = index.arena + start;
  const hash = hashBytes(from, bytes) as u32;
  if (findId(index, from, bytes, hash) >= 0) return;
  let slot = hash & index.mask;
  while (load<u32>(index.slots + ((slot as usize) << slotBits), 4) !== 0) slot = (slot + 1) & index.mask;
  const at = index.slots + ((slot as usize) << slotBits);
  store<u32>(at, hash);
  store<u32>(at, id + 1, 4);
  store<u32>(at, bytes, 8);
  if (bytes <= inSlot) memory.copy(at + idOffset, from, bytes);
}
