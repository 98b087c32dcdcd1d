import { CellValue, cellAt, EventCell, valueAt } from './eventCell';
import { bucketOf, dayOf, EventFold, headOf } from './eventFold';

// Columns of the rows of some contacts, from the cells events were folded into.
//
// Counts: f64 by slot and, last, of all slots; window; row of the block. Last instants: f64 by slot and, last, of all; row; NaN for
// never. Day words: u32 by row. Of values, by row, valued kind, window: sums as (u64 low, i64 high) halves, greatest as f64; and by
// row, valued kind the last one as f64 instant and value.

/**
 * Rows of contacts [firstContact, endContact), slot after slot, so that few columns are written at a time.
 *
 * What the cells of a contact come to is added up by bucket and row in a place that stays in the processor's cache, for the slot and for all
 * slots, and goes from there into the columns four rows at a time: those beyond the last are written over by the next contact, and
 * at the end of a block there is room for them.
 *
 * @param rows of these contacts together.
 */
export function expandBlock(address: usize, firstContact: i32, endContact: i32, rows: i32): void {
  const fold = changetype<EventFold>(address);
  clear(fold, rows);
  clearTotals(fold, firstContact, endContact);
  touchCells(fold, firstContact, endContact);
  for (let slot = 0; slot < fold.slots; slot++) expandSlot(fold, slot, firstContact, endContact);
  writeTotals(fold, firstContact, endContact);
  if (fold.valuedKinds) addUpValues(fold, (rows as usize) * fold.valuedKinds);
}

/** Cells of a chain that are touched: most chains are no longer. */
const touched = 4;

/** Reads the first cells of every chain, link by link: loads of one loop wait for memory together. */
function touchCells(fold: EventFold, firstContact: i32, endContact: i32): void {
  let sum: u32 = 0;
  for (let links = 0; links < touched; links++)
    for (let contact = firstContact; contact < endContact; contact++) sum += touchLinks(fold, contact, links);
  // Stored, so that the loads are not left out.
  fold.touched = sum;
}

function touchLinks(fold: EventFold, contact: i32, links: i32): u32 {
  let sum: u32 = 0;
  let head = headOf(fold, contact, 0);
  for (let slot = 0; slot < fold.slots; slot++) {
    let word = load<u32>(head);
    for (let link = 0; link < links; link++) word = cellAt(fold, word).next;
    sum += cellAt(fold, word).key;
    head += 4;
  }
  return sum;
}

function rowsOf(fold: EventFold, contact: i32): i32 {
  const at = fold.rowStart + ((contact as usize) << 2);
  return load<i32>(at, 4) - load<i32>(at);
}

function clearTotals(fold: EventFold, firstContact: i32, endContact: i32): void {
  let totals = fold.blockTotals;
  for (let contact = firstContact; contact < endContact; contact++) {
    const padded = paddedOf(rowsOf(fold, contact));
    clearRows(fold, totals, padded);
    totals += bytesOf(fold, padded);
  }
}

function writeTotals(fold: EventFold, firstContact: i32, endContact: i32): void {
  const columnBytes = (fold.blockRows as usize) << 3;
  let counts = fold.countColumns + (fold.slots as usize) * fold.windows * columnBytes;
  let last = fold.lastColumns + (fold.slots as usize) * columnBytes;
  let totals = fold.blockTotals;
  for (let contact = firstContact; contact < endContact; contact++) {
    const rows = rowsOf(fold, contact);
    const padded = paddedOf(rows);
    if (fold.countColumns) writeCounts(fold, totals, counts, padded);
    if (fold.lastColumns) writeLast(totals, last, padded);
    totals += bytesOf(fold, padded);
    counts += (rows as usize) << 3;
    last += (rows as usize) << 3;
  }
}

function expandSlot(fold: EventFold, slot: i32, firstContact: i32, endContact: i32): void {
  const columnBytes = (fold.blockRows as usize) << 3;
  let counts = fold.countColumns + (slot as usize) * fold.windows * columnBytes;
  let last = fold.lastColumns + (slot as usize) * columnBytes;
  let totals = fold.blockTotals;
  let row = 0;
  for (let contact = firstContact; contact < endContact; contact++) {
    const rows = rowsOf(fold, contact);
    if (rows === 0) continue;
    const padded = paddedOf(rows);
    const head = load<u32>(headOf(fold, contact, slot));
    if (head) {
      clearRows(fold, fold.contactRows, padded);
      expandCells(fold, head, slot, contact, rows, padded, row);
      addRows(fold, fold.contactRows, totals, padded);
      if (fold.countColumns) writeCounts(fold, fold.contactRows, counts, padded);
      if (fold.lastColumns) writeLast(fold.contactRows, last, padded);
    } else {
      if (fold.countColumns) writeNoCounts(fold, counts, padded);
      if (fold.lastColumns) writeNever(last, padded);
    }
    totals += bytesOf(fold, padded);
    counts += (rows as usize) << 3;
    last += (rows as usize) << 3;
    row += rows;
  }
}

function expandCells(fold: EventFold, head: u32, slot: i32, contact: i32, rows: i32, padded: i32, block: i32): void {
  const list = fold.listStart ? load<i32>(fold.listStart + ((contact as usize) << 2)) : 0;
  const firstMask: u32 = fold.boundaryCount ? 0xffff : 0xffffffff;
  for (let word = head; word; ) {
    const cell = cellAt(fold, word);
    const known = load<f64>(fold.cutoffs + ((((cell.key & firstMask) as usize) + list) << 3));
    let first = 0;
    // Rows are cutoffs: the first at or after the one that knew first.
    while (first < rows && load<f64>(fold.asOf + (((block + first) as usize) << 3)) < known) first++;
    expandCell(fold, cell, slot, first, rows, padded, block);
    word = cell.next;
  }
}

function clear(fold: EventFold, rows: i32): void {
  if (fold.dayWords) memory.fill(fold.dayWords, 0, ((rows as usize) * fold.wordsPerRow) << 2);
  const cells = (rows as usize) * fold.valuedKinds;
  if (fold.sums) memory.fill(fold.sums, 0, (cells * fold.windows) << 4);
  if (fold.maxima) fillNaN(fold.maxima, (cells * fold.windows) as i32);
  if (fold.lastValues) fillNaN(fold.lastValues, (cells << 1) as i32);
}

function fillNaN(address: usize, count: i32): void {
  for (let i = 0; i < count; i++) store<f64>(address + ((i as usize) << 3), NaN);
}

/** Rows in whole fours. */
function paddedOf(rows: i32): i32 {
  return (rows + 3) & ~3;
}

/** Bytes of the last instants (f64 by row) and, after them, of the counts (u32 by bucket, row). */
function bytesOf(fold: EventFold, padded: i32): usize {
  return (padded as usize) * ((fold.windows << 2) + 8);
}

function clearRows(fold: EventFold, at: usize, padded: i32): void {
  const counts = at + ((padded as usize) << 3);
  const end = at + bytesOf(fold, padded);
  const never = f64x2.splat(NaN);
  for (let to = at; to < counts; to += 16) v128.store(to, never);
  const none = i32x4.splat(0);
  for (let to = counts; to < end; to += 16) v128.store(to, none);
}

function addRows(fold: EventFold, from: usize, to: usize, padded: i32): void {
  const counts = (padded as usize) << 3;
  for (let at: usize = 0; at < counts; at += 16) {
    const own = v128.load(from + at);
    const known = v128.load(to + at);
    // NaN stands for never: it is later than nothing.
    const later = v128.andnot(f64x2.eq(own, own), f64x2.le(own, known));
    v128.store(to + at, v128.bitselect(own, known, later));
  }
  const end = bytesOf(fold, padded);
  for (let at = counts; at < end; at += 16) v128.store(to + at, i32x4.add(v128.load(to + at), v128.load(from + at)));
}

/** Windows of buckets, one column each. */
function writeCounts(fold: EventFold, from: usize, column: usize, padded: i32): void {
  const columnBytes = (fold.blockRows as usize) << 3;
  const bucketBytes = (padded as usize) << 2;
  const counts = from + ((padded as usize) << 3);
  for (let row: usize = 0; row < bucketBytes; row += 16) {
    let sum = i32x4.splat(0);
    let at = column + (row << 1);
    let bucket = counts + row;
    for (let window = 0; window < fold.windows; window++) {
      sum = i32x4.add(sum, v128.load(bucket));
      v128.store(at, f64x2.convert_low_i32x4_u(sum));
      v128.store(at, f64x2.convert_low_i32x4_u(v128.shuffle<i32>(sum, sum, 2, 3, 2, 3)), 16);
      bucket += bucketBytes;
      at += columnBytes;
    }
  }
}

function writeLast(from: usize, column: usize, padded: i32): void {
  for (let at: usize = 0; at < (padded as usize) << 3; at += 16) v128.store(column + at, v128.load(from + at));
}

function writeNoCounts(fold: EventFold, column: usize, padded: i32): void {
  const none = f64x2.splat(0);
  const columnBytes = (fold.blockRows as usize) << 3;
  const bytes = (padded as usize) << 3;
  for (let window = 0; window < fold.windows; window++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(column + at, none);
    column += columnBytes;
  }
}

function writeNever(column: usize, padded: i32): void {
  const never = f64x2.splat(NaN);
  for (let at: usize = 0; at < (padded as usize) << 3; at += 16) v128.store(column + at, never);
}

function expandCell(fold: EventFold, cell: EventCell, slot: i32, first: i32, rows: i32, padded: i32, block: i32): void {
  const windows = fold.windows;
  const latest = cell.latest;
  const valued = cell.value ? load<i32>(fold.valued + ((slot as usize) << 2)) : -1;
  const counts = fold.contactRows + ((padded as usize) << 3);
  let bucket = 0;
  for (let row = first; row < rows; row++) {
    const last = fold.contactRows + ((row as usize) << 3);
    // Also where it is NaN.
    if (!(latest <= load<f64>(last))) store<f64>(last, latest);
    const at = (block + row) as usize;
    if (valued >= 0 && fold.lastValues) keepLast(fold, at * fold.valuedKinds + valued, valueAt(fold, cell.value));
    if (bucket === windows) continue;
    const age = load<f64>(fold.asOf + (at << 3)) - latest;
    bucket = bucketOf(fold, age, bucket);
    if (bucket === windows) continue;
    const count = counts + ((bucket * padded + row) << 2);
    store<u32>(count, load<u32>(count) + cell.count);
    if (fold.dayWords) markDay(fold, at, bucket, age);
    if (valued >= 0) addValues(fold, (at * fold.valuedKinds + valued) * windows + bucket, valueAt(fold, cell.value));
  }
}

function markDay(fold: EventFold, row: usize, bucket: i32, age: f64): void {
  const layout = fold.dayLayout + ((bucket as usize) << 3);
  const bit = dayOf(age) - load<i32>(layout) + load<i32>(layout, 4);
  const at = fold.dayWords + ((row * fold.wordsPerRow + (bit >>> 5)) << 2);
  store<u32>(at, load<u32>(at) | (1 << (bit & 31)));
}

function addValues(fold: EventFold, cell: usize, value: CellValue): void {
  if (fold.sums) {
    const at = fold.sums + (cell << 4);
    store<u64>(at, load<u64>(at) + value.low);
    store<i64>(at, load<i64>(at, 8) + value.high, 8);
  }
  if (fold.maxima) {
    const at = fold.maxima + (cell << 3);
    if (!(value.greatest <= load<f64>(at))) store<f64>(at, value.greatest);
  }
}

function keepLast(fold: EventFold, cell: usize, value: CellValue): void {
  const at = fold.lastValues + (cell << 4);
  const known = load<f64>(at);
  if (value.lastAt < known || (value.lastAt === known && value.last <= load<f64>(at, 8))) return;
  store<f64>(at, value.lastAt);
  store<f64>(at, value.last, 8);
}

/** Makes windows of buckets. */
function addUpValues(fold: EventFold, cells: usize): void {
  for (let cell: usize = 0; cell < cells; cell++)
    for (let window: usize = 1; window < (fold.windows as usize); window++) {
      const own = cell * fold.windows + window;
      if (fold.sums) {
        const at = fold.sums + (own << 4);
        store<u64>(at, load<u64>(at) + load<u64>(at - 16));
        store<i64>(at, load<i64>(at, 8) + load<i64>(at - 16, 8), 8);
      }
      if (fold.maxima) {
        const at = fold.maxima + (own << 3);
        const before = load<f64>(at - 8);
        if (before === before && !(before <= load<f64>(at))) store<f64>(at, before);
      }
    }
}
