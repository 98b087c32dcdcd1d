import { entriesOf, entryBytes } from './histogram';
import { featureAt } from './rowBins';
import { Candidate, Leaf, Training } from './training';

/** The better of the splits of a leaf over the features at the places from `first` to `last` and the candidate there is. */
export function scanFeatures(
  training: Training,
  leaf: Leaf,
  first: i32,
  last: i32,
  best: Candidate,
  room: usize,
): void {
  for (let place = first; place < last; place++) {
    const feature = featureAt(training, place);
    if (!load<u8>(training.inUse + (feature as usize))) continue;
    const entries = entriesOf(training, leaf.histogram, place);
    const bins = load<i32>(training.binCount + ((feature as usize) << 2));
    if (load<u8>(training.isCategory + (feature as usize)))
      scanCategory(training, leaf, feature, entries, bins, best, room);
    else scanNumber(training, leaf, feature, entries, bins, best);
  }
}

/** Both sides of every bin, with the missing values on either. A split that gains less than the best is ruled out at once. */
function scanNumber(training: Training, leaf: Leaf, feature: i32, entries: usize, bins: i32, best: Candidate): void {
  const units = pair(training.gradientUnit, training.hessianUnit);
  const missing = entries + (bins as usize) * entryBytes;
  const missingSums = f64x2.mul(v128.load(missing), units);
  const missingCount = load<f64>(missing, 16) * training.countUnit;
  const hasMissing = missingCount > 0;
  const total = pair(leaf.gradient, leaf.hessian);
  const isPlain = training.l1 === 0 && !training.bounded;
  const node = nodeScore(training, leaf);
  const l2 = f64x2.splat(training.l2);
  const last = hasMissing ? bins : bins - 1;
  let sums = f64x2.splat(0);
  let count: f64 = 0;
  for (let bin = 0; bin < last; bin++) {
    const entry = entries + (bin as usize) * entryBytes;
    sums = f64x2.add(sums, f64x2.mul(v128.load(entry), units));
    count += load<f64>(entry, 16) * training.countUnit;
    if (!isPlain || plainGain(sums, f64x2.sub(total, sums), l2) - node >= best.gain) {
      if (judge(training, leaf, feature, sums, count, training.l2, 0, best)) {
        best.bin = bin;
        best.missingLeft = hasMissing ? 0 : leftIsHeavier(leaf, best);
      }
    }
    if (!hasMissing || bin === bins - 1) continue;
    const withMissing = f64x2.add(sums, missingSums);
    if (!isPlain || plainGain(withMissing, f64x2.sub(total, withMissing), l2) - node >= best.gain) {
      if (judge(training, leaf, feature, withMissing, count + missingCount, training.l2, 0, best)) {
        best.bin = bin;
        best.missingLeft = 1;
      }
    }
  }
}

/** The scores of both sides without l1 and bounds, added up: the very bits that `score` gives. */
function plainGain(left: v128, right: v128, l2: v128): f64 {
  const gradients = v128.shuffle<f64>(left, right, 0, 2);
  const hessians = v128.shuffle<f64>(left, right, 1, 3);
  const scores = f64x2.div(f64x2.mul(gradients, gradients), f64x2.add(hessians, l2));
  return f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1);
}

/** What each level beyond the first adds to the best gain, on average, where levels are noise: 2 / π. */
const noiseGain: f64 = 0.6366197723675814;
/** So much is not taken off, as the best threshold of a number finds as much in noise. */
const allowedNoise: f64 = 8;

function scanCategory(
  training: Training,
  leaf: Leaf,
  feature: i32,
  entries: usize,
  bins: i32,
  best: Candidate,
  room: usize,
): void {
  const units = pair(training.gradientUnit, training.hessianUnit);
  const levels = orderLevels(training, entries, bins, room);
  let sums = f64x2.splat(0);
  let count: f64 = 0;
  // Whatever does not speak: the missing values and the levels of too few rows here.
  let silentSums = pair(leaf.gradient, leaf.hessian);
  let silentCount = leaf.count;
  for (let i = 0; i < levels; i++) {
    const entry = entries + (load<u8>(room + (i as usize)) as usize) * entryBytes;
    silentSums = f64x2.sub(silentSums, f64x2.mul(v128.load(entry), units));
    silentCount -= load<f64>(entry, 16) * training.countUnit;
  }
  const hasSilent = silentCount > 0;
  const l2 = training.l2 + training.categoryL2;
  const toll = max(0, noiseGain * ((levels - 1) as f64) - allowedNoise);
  for (let i = 0; i < levels; i++) {
    const entry = entries + (load<u8>(room + (i as usize)) as usize) * entryBytes;
    sums = f64x2.add(sums, f64x2.mul(v128.load(entry), units));
    count += load<f64>(entry, 16) * training.countUnit;
    if (i === levels - 1 && !hasSilent) break;
    if (judge(training, leaf, feature, sums, count, l2, toll, best)) {
      best.missingLeft = hasSilent ? 0 : leftIsHeavier(leaf, best);
      setLevels(best, room, i + 1, levels, bins);
    }
    if (!hasSilent || i === levels - 1) continue;
    if (judge(training, leaf, feature, f64x2.add(sums, silentSums), count + silentCount, l2, toll, best)) {
      best.missingLeft = 1;
      setLevels(best, room, i + 1, levels, bins);
    }
  }
}

function pair(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** The levels that speak, at the start of the room as bytes, by their smoothed ratio of gradient to hessian; returns how many. */
function orderLevels(training: Training, entries: usize, bins: i32, room: usize): i32 {
  const ratios = room + 256;
  let levels = 0;
  for (let bin = 0; bin < bins; bin++) {
    const entry = entries + (bin as usize) * entryBytes;
    const count = load<f64>(entry, 16) * training.countUnit;
    if (count === 0 || count < training.minLevelRows) continue;
    const hessian = load<f64>(entry, 8) * training.hessianUnit + training.categorySmoothing;
    const ratio = (load<f64>(entry) * training.gradientUnit) / hessian;
    let at = levels++;
    for (; at > 0 && load<f64>(ratios + (((at - 1) as usize) << 3)) > ratio; at--) {
      store<f64>(ratios + ((at as usize) << 3), load<f64>(ratios + (((at - 1) as usize) << 3)));
      store<u8>(room + (at as usize), load<u8>(room + ((at - 1) as usize)));
    }
    store<f64>(ratios + ((at as usize) << 3), ratio);
    store<u8>(room + (at as usize), bin as u8);
  }
  return levels;
}

/** The bins that go left: the first `left` levels and, where missing values do, all that do not speak. */
function setLevels(best: Candidate, room: usize, left: i32, levels: i32, bins: i32): void {
  const bits = changetype<usize>(best) + offsetof<Candidate>('levels0');
  memory.fill(bits, 0, 32);
  if (best.missingLeft) {
    for (let bin = 0; bin < bins; bin++) setBit(bits, bin);
    for (let i = left; i < levels; i++) clearBit(bits, load<u8>(room + (i as usize)));
  } else for (let i = 0; i < left; i++) setBit(bits, load<u8>(room + (i as usize)));
}

function setBit(bits: usize, bin: i32): void {
  const at = bits + ((bin as usize) >> 3);
  store<u8>(at, ((load<u8>(at) as u32) | bitOf(bin)) as u8);
}

function clearBit(bits: usize, bin: i32): void {
  const at = bits + ((bin as usize) >> 3);
  store<u8>(at, ((load<u8>(at) as u32) & ~bitOf(bin)) as u8);
}

function bitOf(bin: i32): u32 {
  return (1 as u32) << ((bin as u32) & 7);
}

function leftIsHeavier(leaf: Leaf, best: Candidate): i32 {
  return best.leftHessian >= leaf.hessian - best.leftHessian ? 1 : 0;
}

/** Whether a split gains more than the best there is. Of equal gains that of the first feature wins, whichever is seen first. */
function beats(gain: f64, feature: i32, best: Candidate): bool {
  return gain > best.gain || (gain === best.gain && feature < best.feature);
}

/** Takes the split whose left side has these sums for the best, if it is allowed and gains more; says whether it did. */
function judge(
  training: Training,
  leaf: Leaf,
  feature: i32,
  left: v128,
  leftCount: f64,
  l2: f64,
  toll: f64,
  best: Candidate,
): bool {
  const gradient = f64x2.extract_lane(left, 0);
  const hessian = f64x2.extract_lane(left, 1);
  const otherGradient = leaf.gradient - gradient;
  const otherHessian = leaf.hessian - hessian;
  if (leftCount < training.minRows || leaf.count - leftCount < training.minRows) return false;
  if (hessian < training.minHessian || otherHessian < training.minHessian) return false;
  let gain: f64 = 0;
  if (training.bounded) {
    const weight = weightOf(training, leaf, gradient, hessian, l2);
    const otherWeight = weightOf(training, leaf, otherGradient, otherHessian, l2);
    const direction = load<i8>(training.monotone + (feature as usize));
    if ((direction > 0 && weight > otherWeight) || (direction < 0 && weight < otherWeight)) return false;
    gain =
      scoreAt(training, gradient, hessian, l2, weight) +
      scoreAt(training, otherGradient, otherHessian, l2, otherWeight) -
      nodeScore(training, leaf) -
      toll;
    if (!beats(gain, feature, best)) return false;
    best.leftWeight = weight;
    best.rightWeight = otherWeight;
  } else {
    gain =
      score(training, gradient, hessian, l2) +
      score(training, otherGradient, otherHessian, l2) -
      nodeScore(training, leaf) -
      toll;
    if (!beats(gain, feature, best)) return false;
  }
  best.gain = gain;
  best.feature = feature;
  best.leftGradient = gradient;
  best.leftHessian = hessian;
  best.leftCount = leftCount;
  return true;
}

/** A sum of gradients after the pull of l1 towards 0. */
export function shrunk(training: Training, gradient: f64): f64 {
  return copysign(max(abs(gradient) - training.l1, 0), gradient);
}

function score(training: Training, gradient: f64, hessian: f64, l2: f64): f64 {
  const pulled = shrunk(training, gradient);
  return (pulled * pulled) / (hessian + l2);
}

function nodeScore(training: Training, leaf: Leaf): f64 {
  if (!training.bounded) return score(training, leaf.gradient, leaf.hessian, training.l2);
  const weight = weightOf(training, leaf, leaf.gradient, leaf.hessian, training.l2);
  return scoreAt(training, leaf.gradient, leaf.hessian, training.l2, weight);
}

function weightOf(training: Training, leaf: Leaf, gradient: f64, hessian: f64, l2: f64): f64 {
  return min(max(-shrunk(training, gradient) / (hessian + l2), leaf.low), leaf.high);
}

function scoreAt(training: Training, gradient: f64, hessian: f64, l2: f64, weight: f64): f64 {
  return -(2 * gradient * weight + (hessian + l2) * weight * weight + 2 * training.l1 * abs(weight));
}
