import { barrier } from './barrier';
import { shareStart } from './share';
import { Leaf, Training } from './training';

/** Fewer rows are parted by one thread alone: the others would cost more to call than they save. */
const fewRows = 4096;

/**
 * Parts the rows of a leaf: those whose bin goes left first, each side in the order it had. Sets `training.leftCount`.
 *
 * Every thread calls it; a barrier must follow before the rows are read.
 */
export function partitionRows(training: Training, leaf: Leaf, feature: i32, thread: i32, threads: i32): void {
  const bins = training.columnBins + (feature as usize) * training.rows;
  const rows = training.order + ((leaf.begin as usize) << 2);
  if (leaf.size < fewRows || threads === 1) {
    if (thread > 0) return;
    const left = partRun(rows, leaf.size, bins, training.goesLeft, rows, training.rightRows);
    memory.copy(rows + ((left as usize) << 2), training.rightRows, ((leaf.size - left) as usize) << 2);
    training.leftCount = left;
    return;
  }
  const from = shareStart(leaf.size, 1, thread, threads);
  const size = shareStart(leaf.size, 1, thread + 1, threads) - from;
  const leftRows = training.leftRows + ((from as usize) << 2);
  const rightRows = training.rightRows + ((from as usize) << 2);
  const left = partRun(rows + ((from as usize) << 2), size, bins, training.goesLeft, leftRows, rightRows);
  store<i32>(training.leftCounts + ((thread as usize) << 2), left);
  barrier(training.barrier, threads);
  let total = 0;
  let before = 0;
  for (let other = 0; other < threads; other++) {
    const count = load<i32>(training.leftCounts + ((other as usize) << 2));
    if (other < thread) before += count;
    total += count;
  }
  memory.copy(rows + ((before as usize) << 2), leftRows, (left as usize) << 2);
  const right = total + from - before;
  memory.copy(rows + ((right as usize) << 2), rightRows, ((size - left) as usize) << 2);
  if (thread === 0) training.leftCount = total;
}

/** Both sides are written at every row, so that no branch has to be guessed; returns how many went left. */
function partRun(rows: usize, size: i32, bins: usize, goesLeft: usize, leftRows: usize, rightRows: usize): i32 {
  let left = leftRows;
  let right = rightRows;
  const end = rows + ((size as usize) << 2);
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at);
    const isLeft = load<u8>(goesLeft + (load<u8>(bins + (row as usize)) as usize)) as usize;
    store<u32>(left, row);
    store<u32>(right, row);
    left += isLeft << 2;
    right += (1 - isLeft) << 2;
  }
  return ((left - leftRows) >>> 2) as i32;
}
