import { IdIndex } from './idIndex';

// What events are folded into. `sweepLayout.ts` of the features plans the memory and writes the record; fields and their order
// are the same there.
//
// Events of one contact and kind that no feature can tell apart become one cell: those that were first known at the same cutoff, and
// between whose instants no window and no day of any cutoff ends. A cell takes memory once the first event falls into it, so that
// memory follows what happened and is bounded by the cells there can be.

@unmanaged
export class EventFold {
  /** Instants are microseconds since 1970. Nothing that occurred or became known at or after it is used. */
  knownBefore: f64;
  /** Values beyond ± this are refused. */
  largestValue: f64;
  /** Rows parsed; those that belong to this fold, and of these what was left aside. */
  parsed: f64;
  rows: f64;
  orphans: f64;
  timeless: f64;
  future: f64;
  unkinded: f64;
  badValues: f64;
  otherKinds: f64;
  /** The number that has the first place of the table. */
  firstNumber: f64;
  contacts: IdIndex;
  /** Whether the ids of contacts come as whole numbers, not as text. */
  numbers: i32;
  /** i32 per number from the first on: position of its contact, plus one; 0: there is no table, `contacts` tells. */
  numberTable: usize;
  numberCount: u32;
  /** i32 per contact: its position among those of all partitions; 0: the same. */
  positions: usize;
  kinds: IdIndex;
  /** i32 per entry of `kinds`: its slot, or `excludedKind`. */
  slotOfKind: usize;
  /** Slot of every other kind; −1 where there is none. */
  otherSlot: i32;
  slots: i32;
  windows: i32;
  /** f64 per window, ascending. */
  spans: usize;
  /** Of `contactBytes` each: f64 instant of creation, u32 role, u32 per slot: word of the pool where its first cell begins, 0 for none. */
  people: usize;
  contactBytes: u32;
  /** Whether any contact is foreign. */
  foreigners: i32;
  /** i32 per contact. */
  accounts: usize;
  /** f64: as-of instants, ascending within a list. */
  cutoffs: usize;
  /** i32 per contact: where its list of cutoffs begins and ends; 0 where all contacts share one of `cutoffCount`. */
  listStart: usize;
  listEnd: usize;
  cutoffCount: i32;
  /** f64, ascending: where windows and days of shared cutoffs end; none where cells are told apart one by one. */
  boundaries: usize;
  boundaryCount: i32;
  /** Interval of the event before: the next one is often of the same. */
  interval: i32;
  /** Whether cells are told apart by days. */
  days: i32;
  /** i32 per slot: position among the kinds with values, −1 for none; and their number, 0 where values are not wanted. */
  valued: usize;
  valuedKinds: i32;
  /** Cells, in words of 8 bytes; the first three are a cell of zeros, where chains end. */
  pool: usize;
  poolWords: u32;
  poolUsed: u32;
  /** Three u64 sums over the hashes of the rows. */
  fingerprint: usize;
  /** Where the batch of parsed events lies, see `eventBatch.ts`. */
  batch: usize;
  batched: i32;
  /** Events that wait, see `eventQueues.ts`: the number of queues, contacts of each as a power of two, u32 size of each, and of all together. */
  queues: usize;
  queueCount: u32;
  queueBits: u32;
  queueSizes: usize;
  queued: u32;
  /** Of no meaning. */
  touched: u32;
  /** How far the input was read. */
  position: usize;
  /** Of the message that the last piece was cut in: bytes of its header, the length so far, and what is left of its payload. */
  frameHeader: i32;
  frameLength: i32;
  frameLeft: i32;
  /** i32 per contact and one more: its first row. f64 per row of a block. */
  rowStart: usize;
  asOf: usize;
  /** Points of accounts: i32 per account and one more; f64 per point. Address 0: the activity of accounts is not wanted. */
  pointStart: usize;
  pointAsOf: usize;
  /** u32 by point, bucket. */
  accountEvents: usize;
  /** u8 from u32 start per contact, by point of its account: windows less the least bucket it was active in, 0 for none. */
  active: usize;
  activeStart: usize;
  /** By point: u64 biased latest instant, whose it is (i32 contact + 1), u64 biased latest of anybody else. */
  latest: usize;
  latestContact: usize;
  runnerUp: usize;
  /** Columns of a block of `blockRows` rows, see `eventBlock.ts`; address 0: not wanted. */
  blockRows: i32;
  /** Room for the rows of one contact, and for those of a block, each contact's in whole fours. */
  contactRows: usize;
  blockTotals: usize;
  countColumns: usize;
  lastColumns: usize;
  dayWords: usize;
  wordsPerRow: i32;
  /** Two i32 per window: its first day, and the bit of that. */
  dayLayout: usize;
  sums: usize;
  maxima: usize;
  lastValues: usize;
  /** Events of a contact and kind in one instant that make a burst, see `eventBursts.ts`; and those a cell of one has at least, 0 where bursts do not matter. */
  burstEvents: u32;
  crowdedCell: u32;
  /** Whether any contact is crowded. */
  crowds: i32;
  /**
   * Codes of properties per event; of the columns that follow its value those that are texts, each with one code and an index of its values, one
   * record behind the other. The columns after them are numbers, each with two codes.
   */
  properties: i32;
  texts: i32;
  propertyValues: usize;
  /** i32 by event of the batch, property; the same by queue, event that waits, property. */
  batchCodes: usize;
  queueCodes: usize;
  /** u32 per contact: word of the pool where its first trace begins, 0 for none; address 0: traces are not wanted. See `eventTrace.ts`. */
  traces: usize;
  /** Whether events of contacts that have no rows leave traces, too; and events that have no value of any property. */
  tracesOfAll: i32;
  everyTrace: i32;
}

/** Roles of a contact: of another partition; of this one, but of no use to any row; 2: folded; folded, with a cell of many events. */
export const foreign: u32 = 0;
export const idle: u32 = 1;
export const crowded: u32 = 3;

/** Makes every instant of a date Postgres knows a positive number. */
export const instantBias: i64 = 1 << 60;

/** Days of 24 hours. */
export const microsecondsPerDay: f64 = 86_400_000_000;

/** In place of a slot. */
export const noKind: i32 = -2;
export const excludedKind: i32 = -3;

/** Number of the day that something so old lies in, 0 for the last 24 hours. */
export function dayOf(age: f64): i32 {
  return (ceil(age / microsecondsPerDay) as i32) - 1;
}

/** The first window that holds what is `age` old, from `from` on; the number of windows when none does. */
export function bucketOf(fold: EventFold, age: f64, from: i32): i32 {
  let bucket = from;
  while (bucket < fold.windows && age > load<f64>(fold.spans + ((bucket as usize) << 3))) bucket++;
  return bucket;
}

function personAt(fold: EventFold, contact: i32): usize {
  return fold.people + (contact as usize) * fold.contactBytes;
}

export function createdAtOf(fold: EventFold, contact: i32): f64 {
  return load<f64>(personAt(fold, contact));
}

export function roleOf(fold: EventFold, contact: i32): u32 {
  return load<u32>(personAt(fold, contact), 8);
}

/** Says that a cell of a contact that is folded has many events. */
export function markCrowded(fold: EventFold, contact: i32): void {
  store<u32>(personAt(fold, contact), crowded, 8);
  fold.crowds = 1;
}

/** Where the first cell of a contact and slot is kept. */
export function headOf(fold: EventFold, contact: i32, slot: i32): usize {
  return personAt(fold, contact) + 12 + ((slot as usize) << 2);
}
