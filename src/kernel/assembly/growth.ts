import { barrier } from './barrier';
import { computeGradients } from './gradients';
import { buildHistogram, shareFrom, subtractHistogram } from './histogram';
import { buildListed } from './listedBins';
import { partitionRows } from './partition';
import { blockFeatures, turnBins } from './rowBins';
import { scanFeatures, shrunk } from './scan';
import { shareStart } from './share';
import { Candidate, Leaf, Split, Training } from './training';

/** Bytes of each of the records above, for the caller to reserve; see `trainingRecord.ts`. */
export function recordBytes(which: i32): i32 {
  if (which === 0) return offsetof<Training>();
  if (which === 1) return offsetof<Candidate>();
  if (which === 2) return offsetof<Leaf>();
  return offsetof<Split>();
}

/**
 * Grows one tree on the gradients there are, adds it to the margins and computes the gradients for tree `next`.
 *
 * All threads walk through the same steps. Each looks after some features of each block (histograms and splits) and some rows (parting
 * them, margins, gradients); thread 0 keeps the books while the others wait. Without any split nothing changes.
 */
export function growTree(thread: i32, threads: i32, record: usize, next: i32): void {
  const training = changetype<Training>(record);
  if (training.turns) turnBins(thread, threads, record);
  beginTree(training, thread, threads);
  barrier(training.barrier, threads);
  scanLeaf(training, leafAt(training, 0), -1, thread, threads);
  for (;;) {
    barrier(training.barrier, threads);
    if (thread === 0) chooseNext(training, threads);
    barrier(training.barrier, threads);
    if (training.nextLeaf < 0) break;
    const leaf = leafAt(training, training.nextLeaf);
    partitionRows(training, leaf, changetype<Candidate>(leaf.best).feature, thread, threads);
    barrier(training.barrier, threads);
    if (thread === 0) splitLeaf(training, leaf);
    barrier(training.barrier, threads);
    if (training.smaller >= 0) scanChildren(training, thread, threads);
  }
  if (training.leafCount === 1) return;
  sumLeaves(training, thread, threads);
  barrier(training.barrier, threads);
  if (thread === 0) setLeafValues(training, threads);
  barrier(training.barrier, threads);
  raiseMargins(training, thread, threads);
  barrier(training.barrier, threads);
  computeGradients(thread, threads, record, next);
}

export function leafAt(training: Training, leaf: i32): Leaf {
  return changetype<Leaf>(training.leaves + (leaf as usize) * offsetof<Leaf>());
}

function splitAt(training: Training, split: i32): Split {
  return changetype<Split>(training.splits + (split as usize) * offsetof<Split>());
}

function candidateOf(training: Training, thread: i32, child: i32): Candidate {
  return changetype<Candidate>(training.candidates + ((thread as usize) * 2 + child) * offsetof<Candidate>());
}

/** The root holds every row. */
function beginTree(training: Training, thread: i32, threads: i32): void {
  const end = shareStart(training.rows, 1, thread + 1, threads);
  for (let row = shareStart(training.rows, 1, thread, threads); row < end; row++)
    store<i32>(training.order + ((row as usize) << 2), row);
  if (thread > 0) return;
  let gradient: i64 = 0;
  let hessian: i64 = 0;
  let count: i64 = 0;
  for (let other: usize = 0; other < (threads as usize); other++) {
    const sums = training.rootSums + (other << 5);
    gradient += load<i64>(sums);
    hessian += load<i64>(sums, 8);
    count += load<i64>(sums, 16);
  }
  const root = leafAt(training, 0);
  root.gradient = (gradient as f64) * training.gradientUnit;
  root.hessian = (hessian as f64) * training.hessianUnit;
  root.count = (count as f64) * training.countUnit;
  root.low = -Infinity;
  root.high = Infinity;
  root.begin = 0;
  root.size = training.rows;
  root.depth = 0;
  root.histogram = 0;
  root.parent = -1;
  root.best = training.leafCandidates;
  training.leafCount = 1;
  // The root stands alone: its "smaller child" is itself.
  training.smaller = 0;
  training.nextLeaf = -1;
}

/** Builds a leaf's histogram over the thread's features, has it taken from that of leaf `larger` where there is one, and scans both. */
function scanLeaf(training: Training, leaf: Leaf, larger: i32, thread: i32, threads: i32): void {
  const best = candidateOf(training, thread, 0);
  const otherBest = candidateOf(training, thread, 1);
  clearCandidate(training, best);
  clearCandidate(training, otherBest);
  const room = training.levelRoom + ((thread as usize) << 12);
  const rows = training.order + ((leaf.begin as usize) << 2);
  const listed = training.dense + load<i32>(training.listedFrom + ((thread as usize) << 2));
  const listedEnd = training.dense + load<i32>(training.listedFrom + ((thread as usize) << 2), 4);
  const blocks = (training.dense + blockFeatures - 1) / blockFeatures;
  for (let block = 0; block <= blocks; block++) {
    const first = block < blocks ? shareFrom(training, block, thread, threads) : listed;
    const last = block < blocks ? shareFrom(training, block, thread + 1, threads) : listedEnd;
    if (block < blocks) buildHistogram(training, leaf.histogram, rows, leaf.size, block, thread, threads);
    else if (first < last) buildListed(training, leaf.histogram, rows, leaf.size, first, last, thread);
    if (maySplit(training, leaf)) scanFeatures(training, leaf, first, last, best, room);
    if (larger < 0) continue;
    const other = leafAt(training, larger);
    subtractHistogram(training, other.histogram, leaf.histogram, first, last);
    if (maySplit(training, other)) scanFeatures(training, other, first, last, otherBest, room);
  }
}

function scanChildren(training: Training, thread: i32, threads: i32): void {
  const smaller = training.smaller;
  const newest = training.leafCount - 1;
  const larger = smaller === newest ? training.nextLeaf : newest;
  scanLeaf(training, leafAt(training, smaller), larger, thread, threads);
}

function clearCandidate(training: Training, candidate: Candidate): void {
  candidate.gain = training.minGain;
  candidate.feature = -1;
}

/** Whether a leaf is large and high enough to have two sides. */
function maySplit(training: Training, leaf: Leaf): bool {
  return (
    leaf.depth < training.maxDepth &&
    leaf.count >= 2 * training.minRows &&
    leaf.hessian >= 2 * training.minHessian &&
    leaf.size > 1
  );
}

/** Settles the best splits of the leaves that were scanned last, and which leaf is split next: the one that gains most. */
function chooseNext(training: Training, threads: i32): void {
  if (training.smaller >= 0) {
    const newest = training.leafCount - 1;
    settleBest(training, leafAt(training, training.smaller), 0, threads);
    if (newest > 0) {
      const larger = training.smaller === newest ? training.nextLeaf : newest;
      settleBest(training, leafAt(training, larger), 1, threads);
    }
  }
  training.nextLeaf = -1;
  if (training.leafCount === training.maxLeaves) return;
  let gain: f64 = 0;
  for (let leaf = 0; leaf < training.leafCount; leaf++) {
    const best = changetype<Candidate>(leafAt(training, leaf).best);
    if (best.feature < 0 || best.gain <= gain) continue;
    gain = best.gain;
    training.nextLeaf = leaf;
  }
  if (training.nextLeaf >= 0) setSides(training, changetype<Candidate>(leafAt(training, training.nextLeaf).best));
}

/** Of equal gains that of the first feature wins, as if one thread had seen them all. */
function settleBest(training: Training, leaf: Leaf, child: i32, threads: i32): void {
  let best = candidateOf(training, 0, child);
  for (let thread = 1; thread < threads; thread++) {
    const other = candidateOf(training, thread, child);
    if (other.feature < 0) continue;
    if (best.feature < 0 || other.gain > best.gain || (other.gain === best.gain && other.feature < best.feature))
      best = other;
  }
  memory.copy(leaf.best, changetype<usize>(best), offsetof<Candidate>());
}

/** Says of each bin whether it goes left. */
function setSides(training: Training, best: Candidate): void {
  const missing = load<i32>(training.binCount + ((best.feature as usize) << 2));
  const isCategory = load<u8>(training.isCategory + (best.feature as usize));
  const bits = changetype<usize>(best) + offsetof<Candidate>('levels0');
  for (let bin = 0; bin < missing; bin++) {
    const isLeft = isCategory
      ? ((load<u8>(bits + ((bin as usize) >> 3)) as i32) >> (bin & 7)) & 1
      : bin <= best.bin
        ? 1
        : 0;
    store<u8>(training.goesLeft + (bin as usize), isLeft as u8);
  }
  store<u8>(training.goesLeft + (missing as usize), best.missingLeft as u8);
}

/** Turns a leaf whose rows have been parted into a split: the left child keeps its number, the right one takes the next. */
function splitLeaf(training: Training, leaf: Leaf): void {
  const best = changetype<Candidate>(leaf.best);
  const newest = training.leafCount;
  const split = newest - 1;
  recordSplit(training, leaf, best, split, newest);
  const right = leafAt(training, newest);
  right.best = training.leafCandidates + (newest as usize) * offsetof<Candidate>();
  right.gradient = leaf.gradient - best.leftGradient;
  right.hessian = leaf.hessian - best.leftHessian;
  right.count = leaf.count - best.leftCount;
  leaf.gradient = best.leftGradient;
  leaf.hessian = best.leftHessian;
  leaf.count = best.leftCount;
  right.begin = leaf.begin + training.leftCount;
  right.size = leaf.size - training.leftCount;
  leaf.size = training.leftCount;
  leaf.depth++;
  right.depth = leaf.depth;
  right.parent = split;
  right.isLeft = 0;
  leaf.parent = split;
  leaf.isLeft = 1;
  setBounds(training, leaf, right, best);
  training.leafCount++;
  // The parent's histogram becomes that of the larger child; the smaller one has a new one.
  const leftIsSmaller = leaf.size < right.size;
  right.histogram = leftIsSmaller ? leaf.histogram : newest;
  if (leftIsSmaller) leaf.histogram = newest;
  const useful = training.leafCount < training.maxLeaves && (maySplit(training, leaf) || maySplit(training, right));
  training.smaller = useful ? (leftIsSmaller ? training.nextLeaf : newest) : -1;
  if (useful) return;
  best.feature = -1;
  changetype<Candidate>(right.best).feature = -1;
}

function recordSplit(training: Training, leaf: Leaf, best: Candidate, at: i32, newest: i32): void {
  const split = splitAt(training, at);
  split.gain = best.gain;
  split.cover = leaf.hessian;
  split.levels0 = best.levels0;
  split.levels1 = best.levels1;
  split.levels2 = best.levels2;
  split.levels3 = best.levels3;
  split.feature = best.feature;
  split.bin = best.bin;
  split.missingLeft = best.missingLeft;
  split.left = -1 - training.nextLeaf;
  split.right = -1 - newest;
  if (leaf.parent < 0) return;
  const above = splitAt(training, leaf.parent);
  if (leaf.isLeft) above.left = at;
  else above.right = at;
}

/** After a split on a feature that may only rise or fall, the middle of both weights keeps the sides apart for good. */
function setBounds(training: Training, left: Leaf, right: Leaf, best: Candidate): void {
  right.low = left.low;
  right.high = left.high;
  if (!training.bounded) return;
  const direction = load<i8>(training.monotone + (best.feature as usize));
  if (direction === 0) return;
  const middle = (best.leftWeight + best.rightWeight) / 2;
  if (direction > 0) {
    left.high = middle;
    right.low = middle;
  } else {
    left.low = middle;
    right.high = middle;
  }
}

/** The exact sums of the rows that stand in the thread's share, by leaf. */
function sumLeaves(training: Training, thread: i32, threads: i32): void {
  const from = shareStart(training.rows, 1, thread, threads);
  const to = shareStart(training.rows, 1, thread + 1, threads);
  const sums = training.leafSums + (((thread as usize) * training.maxLeaves) << 4);
  for (let leaf = 0; leaf < training.leafCount; leaf++) {
    const held = leafAt(training, leaf);
    v128.store(
      sums + ((leaf as usize) << 4),
      sumRows(training, max(from, held.begin), min(to, held.begin + held.size)),
    );
  }
}

function sumRows(training: Training, from: i32, to: i32): v128 {
  let sums = i64x2.splat(0);
  for (let i = from; i < to; i++) {
    const row = load<u32>(training.order + ((i as usize) << 2)) as usize;
    sums = i64x2.add(sums, v128.load(training.exact + (row << 4)));
  }
  return sums;
}

function setLeafValues(training: Training, threads: i32): void {
  for (let at = 0; at < training.leafCount; at++) {
    let sums = i64x2.splat(0);
    for (let thread = 0; thread < threads; thread++)
      sums = i64x2.add(sums, v128.load(training.leafSums + (((thread * training.maxLeaves + at) as usize) << 4)));
    const gradient = (i64x2.extract_lane(sums, 0) as f64) * training.exactUnit;
    const hessian = (i64x2.extract_lane(sums, 1) as f64) * training.exactUnit;
    const leaf = leafAt(training, at);
    const weight = min(max(-shrunk(training, gradient) / (hessian + training.l2), leaf.low), leaf.high);
    leaf.value = training.learningRate * weight;
  }
}

function raiseMargins(training: Training, thread: i32, threads: i32): void {
  const from = shareStart(training.rows, 1, thread, threads);
  const to = shareStart(training.rows, 1, thread + 1, threads);
  for (let at = 0; at < training.leafCount; at++) {
    const leaf = leafAt(training, at);
    raiseRows(training, max(from, leaf.begin), min(to, leaf.begin + leaf.size), leaf.value);
  }
}

function raiseRows(training: Training, from: i32, to: i32, value: f64): void {
  for (let i = from; i < to; i++) {
    const at = training.margin + ((load<u32>(training.order + ((i as usize) << 2)) as usize) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}
