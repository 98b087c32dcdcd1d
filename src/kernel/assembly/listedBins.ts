import { entriesOf, entryBytes, widenEntries } from './histogram';
import { featureAt } from './rowBins';
import { Training } from './training';

// Of a feature that has the same bin in nearly all rows, each row lists its bin only where it is another: sums over rows visit the others alone,
// and what they leave of the sum of all rows is that of the common bin. Sums are of whole numbers, so they are the same as over every row.

/** Finds the bin that most rows have, and how many have another, of every `threads`-th feature, beginning with `thread`. */
export function countCommon(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const counts = training.sortRoom + (thread as usize) * training.sortRoomBytes;
  for (let feature = thread; feature < training.features; feature += threads) {
    memory.fill(counts, 0, 1024);
    const bins = training.columnBins + (feature as usize) * training.rows;
    for (let row: usize = 0; row < (training.rows as usize); row++) {
      const at = counts + ((load<u8>(bins + row) as usize) << 2);
      store<i32>(at, load<i32>(at) + 1);
    }
    let common = 0;
    for (let bin = 1; bin < 256; bin++) if (countAt(counts, bin) > countAt(counts, common)) common = bin;
    store<i32>(training.commonBin + ((feature as usize) << 2), common);
    store<i32>(training.otherRows + ((feature as usize) << 2), training.rows - countAt(counts, common));
  }
}

function countAt(counts: usize, bin: i32): i32 {
  return load<i32>(counts + ((bin as usize) << 2));
}

/** Makes the lists of the features that the thread looks after: per row, where sums of the bins that are listed stand in a narrow histogram. */
export function listRows(thread: i32, _threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const first = training.dense + load<i32>(training.listedFrom + ((thread as usize) << 2));
  const last = training.dense + load<i32>(training.listedFrom + ((thread as usize) << 2), 4);
  const ends = endsOf(training, thread);
  // Counts of the lists become where they begin, and those, list by list, where they end.
  memory.fill(ends + 4, 0, (training.rows as usize) << 2);
  for (let place = first; place < last; place++) countOthers(training, featureAt(training, place), ends + 4);
  let start = 0;
  for (let place = training.dense; place < first; place++)
    start += load<i32>(training.otherRows + ((featureAt(training, place) as usize) << 2));
  store<i32>(ends, start);
  for (let row: usize = 1; row <= (training.rows as usize); row++) {
    const count = load<i32>(ends + (row << 2));
    store<i32>(ends + (row << 2), start);
    start += count;
  }
  const begin = entriesOf(training, 0, first);
  for (let place = first; place < last; place++) {
    const entry = ((entriesOf(training, 0, place) - begin) / entryBytes) as i32;
    listOthers(training, featureAt(training, place), entry, ends + 4);
  }
}

/** Where the ends of a thread's lists stand, from the beginning of the first on. */
function endsOf(training: Training, thread: i32): usize {
  return training.listEnds + (((thread as usize) * ((training.rows as usize) + 1)) << 2);
}

function countOthers(training: Training, feature: i32, counts: usize): void {
  const bins = training.columnBins + (feature as usize) * training.rows;
  const common = load<i32>(training.commonBin + ((feature as usize) << 2));
  for (let row: usize = 0; row < (training.rows as usize); row++) {
    if ((load<u8>(bins + row) as i32) === common) continue;
    store<i32>(counts + (row << 2), load<i32>(counts + (row << 2)) + 1);
  }
}

function listOthers(training: Training, feature: i32, entry: i32, ends: usize): void {
  const bins = training.columnBins + (feature as usize) * training.rows;
  const common = load<i32>(training.commonBin + ((feature as usize) << 2));
  for (let row: usize = 0; row < (training.rows as usize); row++) {
    const bin = load<u8>(bins + row) as i32;
    if (bin === common) continue;
    const at = load<i32>(ends + (row << 2));
    store<i32>(training.lists + ((at as usize) << 2), (entry + bin) << 4);
    store<i32>(ends + (row << 2), at + 1);
  }
}

/** The sums of the given rows by bin, for the thread's listed features, at the places from `first` to `last`; they overwrite `histogram`. */
export function buildListed(
  training: Training,
  histogram: i32,
  rows: usize,
  size: i32,
  first: i32,
  last: i32,
  thread: i32,
): void {
  const to = entriesOf(training, histogram, first);
  const end = entriesOf(training, histogram, last);
  const narrow = training.narrow + (thread as usize) * training.narrowBytes;
  const ends = endsOf(training, thread);
  memory.fill(to, 0, end - to);
  let gradients: i64 = 0;
  let hessians: i64 = 0;
  let counts: i64 = 0;
  let all = i64x2.splat(0);
  let allCounts: i64 = 0;
  for (let start = 0; start < size; start += training.batchRows) {
    const batch = rows + ((start as usize) << 2);
    const batchEnd = batch + ((min(training.batchRows, size - start) as usize) << 2);
    let sizes = i32x4.splat(0);
    let sums = i32x4.splat(0);
    for (let at = batch; at < batchEnd; at += 4) {
      const lanes = v128.load(training.lanes + ((load<u32>(at) as usize) << 4));
      sizes = i32x4.add(sizes, i32x4.abs(lanes));
      sums = i32x4.add(sums, lanes);
    }
    all = i64x2.add(all, i64x2.extend_low_i32x4_s(sums));
    allCounts += i32x4.extract_lane(sums, 2);
    gradients += i32x4.extract_lane(sizes, 0);
    hessians += i32x4.extract_lane(sizes, 1);
    counts += i32x4.extract_lane(sizes, 2);
    if (gradients > i32.MAX_VALUE || hessians > i32.MAX_VALUE || counts > i32.MAX_VALUE) {
      widenEntries(narrow, to, end);
      gradients = i32x4.extract_lane(sizes, 0);
      hessians = i32x4.extract_lane(sizes, 1);
      counts = i32x4.extract_lane(sizes, 2);
    }
    addListed(batch, batchEnd, training.lanes, ends, training.lists, narrow);
  }
  widenEntries(narrow, to, end);
  const total = f64x2.replace_lane(
    f64x2.splat(i64x2.extract_lane(all, 0) as f64),
    1,
    i64x2.extract_lane(all, 1) as f64,
  );
  for (let place = first; place < last; place++)
    setCommon(
      entriesOf(training, histogram, place),
      entriesOf(training, histogram, place + 1),
      load<i32>(training.commonBin + ((featureAt(training, place) as usize) << 2)),
      total,
      allCounts as f64,
    );
}

/** Adds the lanes of some rows to the narrow sums that their lists name. */
function addListed(rows: usize, end: usize, lanes: usize, ends: usize, lists: usize, narrow: usize): void {
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at) as usize;
    const sums = v128.load(lanes + (row << 4));
    const last = lists + ((load<i32>(ends + (row << 2), 4) as usize) << 2);
    for (let entry = lists + ((load<i32>(ends + (row << 2)) as usize) << 2); entry < last; entry += 4) {
      const to = narrow + (load<i32>(entry) as usize);
      v128.store(to, i32x4.add(v128.load(to), sums));
    }
  }
}

/** The common bin of a feature has what the other bins leave of all. */
function setCommon(entries: usize, end: usize, common: i32, total: v128, counts: f64): void {
  for (let at = entries; at < end; at += entryBytes) {
    total = f64x2.sub(total, v128.load(at));
    counts -= load<f64>(at, 16);
  }
  const to = entries + (common as usize) * entryBytes;
  v128.store(to, total);
  store<f64>(to, counts, 16);
}
