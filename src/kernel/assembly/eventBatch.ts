import { EventFold, excludedKind, foreign, noKind, roleOf } from './eventFold';
import { findId, hashBytes, IdIndex, touchSlot } from './idIndex';

// A few hundred events at a time, parsed from the binary COPY of (contact, occurred at, ingested at, kind, value, properties). Contacts are then
// looked up, event by event in loops of their own: so the processor waits for several places in memory at once.

export const batchSize = 256;

/** Bytes of an event of the batch. From `digits` on they are those of an id that came as a number. */
const stride: usize = 96;
const digits: usize = 64;
/** Of a whole number of 64 bits and its sign. */
const mostDigits: usize = 20;

const third: u64 = 0x94d049bb133111eb;

@unmanaged
export class BatchedEvent {
  occurredAt: f64;
  /** NaN where the source does not say. */
  ingestedAt: f64;
  /** NaN for none. */
  value: f64;
  /** Of everything but the id. */
  fingerprint: u64;
  /** The id, where ids are numbers. */
  number: i64;
  /** UTF-8 bytes of the contact's id, and their number, −1 for none. */
  id: usize;
  idBytes: i32;
  hash: u32;
  slot: i32;
  /** Position of the contact, −1 for an unknown one, −2 for one of another partition. */
  contact: i32;
}

export function eventOf(batch: usize, at: i32): BatchedEvent {
  return changetype<BatchedEvent>(batch + (at as usize) * stride);
}

/** What a run over the input ended with. */
export const needsBytes: i32 = 0;
export const reachedTrailer: i32 = 1;
export const malformedRow: i32 = 2;
export const wrongFieldSize: i32 = 3;
export const poolFull: i32 = 4;
export const batchFull: i32 = 5;

/** Microseconds from 1970 to 2000. */
const postgresEpoch: i64 = 946_684_800_000_000;

function bigEndian32(address: usize): i32 {
  return bswap<u32>(load<u32>(address)) as i32;
}

function bigEndian64(address: usize): i64 {
  return bswap<u64>(load<u64>(address)) as i64;
}

function instantAt(address: usize): f64 {
  const instant = bigEndian64(address);
  if (instant === i64.MAX_VALUE) return Infinity;
  if (instant === i64.MIN_VALUE) return -Infinity;
  return (instant + postgresEpoch) as f64;
}

function kindAt(fold: EventFold, address: usize, bytes: i32): i32 {
  if (bytes < 0) return noKind;
  const position = findId(fold.kinds, address, bytes, hashBytes(address, bytes) as u32);
  return position < 0 ? fold.otherSlot : load<i32>(fold.slotOfKind + ((position as usize) << 2));
}

/**
 * Parses whole rows of [from, to) into the batch, until one is cut or the batch is full; leaves how far it came in `position`.
 * Eight bytes after `to` may be read.
 */
export function parseBatch(fold: EventFold, from: usize, to: usize): i32 {
  let at = from;
  let count = 0;
  let status = batchFull;
  const expected = (5 + fold.texts + (fold.properties - fold.texts) / 2) as u16;
  while (count < batchSize) {
    fold.position = at;
    if (to - at < 2) {
      status = needsBytes;
      break;
    }
    const columns = bswap<u16>(load<u16>(at));
    if (columns === 0xffff) {
      fold.position = at + 2;
      status = reachedTrailer;
      break;
    }
    if (columns !== expected) {
      status = malformedRow;
      break;
    }
    const end = parseRow(fold, at, to, count);
    if (end <= 4) {
      status = end as i32;
      break;
    }
    at = end;
    fold.position = at;
    count++;
  }
  fold.batched = count;
  fold.parsed += count;
  return status;
}

/** The address after the row; `needsBytes` when it is cut, `malformedRow` or `wrongFieldSize` when it is wrong. */
function parseRow(fold: EventFold, row: usize, to: usize, place: i32): usize {
  const event = eventOf(fold.batch, place);
  let at = row + 2;
  // The contact, two instants, the kind and the value.
  if (to - at < 4) return needsBytes;
  const idBytes = bigEndian32(at);
  at += 4;
  event.id = at;
  event.idBytes = idBytes;
  if (idBytes > 0) at += idBytes as usize;
  else if (idBytes < -1) return malformedRow;
  if (at > to || to - at < 4) return needsBytes;

  const instants = at;
  let bytes = bigEndian32(at);
  at += 4;
  if (bytes === 8) {
    if (to - at < 12) return needsBytes;
    event.occurredAt = instantAt(at);
    at += 8;
  } else if (bytes === -1) {
    if (to - at < 4) return needsBytes;
    event.occurredAt = NaN;
  } else return wrongFieldSize;

  bytes = bigEndian32(at);
  at += 4;
  if (bytes === 8) {
    if (to - at < 12) return needsBytes;
    event.ingestedAt = instantAt(at);
    at += 8;
  } else if (bytes === -1) {
    if (to - at < 4) return needsBytes;
    event.ingestedAt = NaN;
  } else return wrongFieldSize;

  const kindBytes = bigEndian32(at);
  at += 4;
  const kind = at;
  if (kindBytes > 0) at += kindBytes as usize;
  else if (kindBytes < -1) return malformedRow;
  if (at > to || to - at < 4) return needsBytes;

  bytes = bigEndian32(at);
  at += 4;
  if (bytes === 8) {
    if (to - at < 8) return needsBytes;
    const value = reinterpret<f64>(bigEndian64(at));
    // A NaN that is stored is a bad value, not a missing one.
    event.value = value === value ? value : Infinity;
    at += 8;
  } else if (bytes === -1) event.value = NaN;
  else return wrongFieldSize;

  if (fold.properties) {
    at = parseCodes(fold, at, to, codesOf(fold, place));
    if (at <= 4) return at;
  }

  event.slot = kindAt(fold, kind, kindBytes);
  if (fold.numbers && idBytes >= 0) {
    if (!readNumber(event, idBytes)) return wrongFieldSize;
    if (!fold.numberTable) writeDigits(event);
  }
  event.hash = event.idBytes < 0 || fold.numberTable ? 0 : (hashBytes(event.id, event.idBytes) as u32);
  event.fingerprint = hashBytes(instants, (at - instants) as u32);
  return at;
}

/** i32 per text: position among its values, that number for any other value, −1 for none; two per number: the halves of its f64, both −1 for none. */
export function codesOf(fold: EventFold, place: i32): usize {
  return fold.batchCodes + ((place * fold.properties) << 2);
}

/** Bytes of `IdIndex`. */
const indexBytes: usize = 24;

/** The address after the properties of an event, or as `parseRow`. */
function parseCodes(fold: EventFold, from: usize, to: usize, codes: usize): usize {
  let at = from;
  for (let property = 0; property < fold.texts; property++) {
    if (to - at < 4) return needsBytes;
    const bytes = bigEndian32(at);
    at += 4;
    if (bytes < -1) return malformedRow;
    let code = -1;
    if (bytes > 0) {
      if (to - at < (bytes as usize)) return needsBytes;
      const values = changetype<IdIndex>(fold.propertyValues + (property as usize) * indexBytes);
      const found = findId(values, at, bytes, hashBytes(at, bytes) as u32);
      code = found < 0 ? (values.ids as i32) : found;
      at += bytes as usize;
    }
    store<i32>(codes + ((property as usize) << 2), code);
  }
  for (let word = fold.texts; word < fold.properties; word += 2) {
    if (to - at < 4) return needsBytes;
    const bytes = bigEndian32(at);
    at += 4;
    let number: i64 = -1;
    if (bytes === 8) {
      if (to - at < 8) return needsBytes;
      number = bigEndian64(at);
      at += 8;
    } else if (bytes !== -1) return wrongFieldSize;
    store<i32>(codes + ((word as usize) << 2), number as i32);
    store<i32>(codes + ((word as usize) << 2) + 4, (number >> 32) as i32);
  }
  return at;
}

/** @returns whether the id has the size of a whole number. */
function readNumber(event: BatchedEvent, bytes: i32): bool {
  if (bytes === 8) event.number = bigEndian64(event.id);
  else if (bytes === 4) event.number = bigEndian32(event.id) as i64;
  else if (bytes === 2) event.number = bswap<u16>(load<u16>(event.id)) as i16 as i64;
  else return false;
  return true;
}

/** Puts the decimal text of the number of an id in its place. */
function writeDigits(event: BatchedEvent): void {
  const number = event.number;
  const end = changetype<usize>(event) + digits + mostDigits;
  let at = end;
  let left = (number < 0 ? -number : number) as u64;
  while (left > 0xffffffff) {
    store<u8>(--at, 48 + ((left % 10) as u8));
    left /= 10;
  }
  let low = left as u32;
  do {
    store<u8>(--at, 48 + ((low % 10) as u8));
    low /= 10;
  } while (low);
  if (number < 0) store<u8>(--at, 45);
  event.id = at;
  event.idBytes = (end - at) as i32;
}

/** Reads what looking up the contacts of the batch will read. */
function touchIds(fold: EventFold): void {
  let sum: u32 = 0;
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    sum += fold.numberTable ? placeOf(fold, event.number) : touchSlot(fold.contacts, event.hash);
  }
  // Stored, so that the loads are not left out.
  fold.touched = sum;
}

/** Position of the contact of a number, plus one; 0 for none. */
function placeOf(fold: EventFold, number: i64): u32 {
  const place = number - (fold.firstNumber as i64);
  return place < 0 || place >= (fold.numberCount as i64) ? 0 : load<u32>(fold.numberTable + ((place as usize) << 2));
}

function contactOf(fold: EventFold, event: BatchedEvent): i32 {
  if (event.idBytes < 0) return -1;
  if (fold.numberTable) return (placeOf(fold, event.number) as i32) - 1;
  return findId(fold.contacts, event.id, event.idBytes, event.hash);
}

/** The same for a contact however its id is stored and the contacts are divided. */
function mixed(fold: EventFold, fingerprint: u64, contact: i32): u64 {
  if (contact < 0) return fingerprint;
  const position = fold.positions ? load<i32>(fold.positions + ((contact as usize) << 2)) : contact;
  return fingerprint ^ (rotl(((position as u64) + 1) * 0x9e3779b97f4a7c15, 31) * third);
}

/** Looks up the contacts of the batch, and takes what belongs to this fold into its rows and fingerprint. */
export function findContacts(fold: EventFold): void {
  let a: u64 = 0;
  let b: u64 = 0;
  let c: u64 = 0;
  let rows: f64 = 0;
  touchIds(fold);
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    let contact = contactOf(fold, event);
    if (fold.foreigners && contact >= 0 && roleOf(fold, contact) === foreign) contact = -2;
    event.contact = contact;
    if (contact === -2) continue;
    rows++;
    const hash = mixed(fold, event.fingerprint, contact);
    a += hash;
    b += rotl(hash, 23) * 0x9e3779b97f4a7c15;
    c += (hash ^ (hash >> 31)) * 0xbf58476d1ce4e5b9;
  }
  fold.rows += rows;
  const sums = fold.fingerprint;
  store<u64>(sums, load<u64>(sums) + a);
  store<u64>(sums, load<u64>(sums, 8) + b, 8);
  store<u64>(sums, load<u64>(sums, 16) + c, 16);
}

/** Excluded kinds, and what is not of this fold. */
export function isSilent(event: BatchedEvent): bool {
  return event.contact === -2 || event.slot === excludedKind;
}
