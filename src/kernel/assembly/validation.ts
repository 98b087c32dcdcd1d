import { leafAt } from './growth';
import { shareStart } from './share';
import { Split, Training } from './training';

/** The same for the validation rows, by the edges of the training rows. */
export function binValidation(thread: i32, threads: i32, record: usize, staged: usize, first: i32, count: i32): void {
  const training = changetype<Training>(record);
  const end = shareStart(count, 1, thread + 1, threads);
  for (let i = shareStart(count, 1, thread, threads); i < end; i++)
    binStaged(training, staged + (((i as usize) * training.validationRows) << 3), first + i);
}

function binStaged(training: Training, values: usize, feature: i32): void {
  const edges = training.edges + (((feature * training.maxBins) as usize) << 3);
  const bins = load<i32>(training.binCount + ((feature as usize) << 2));
  for (let row = 0; row < training.validationRows; row++) {
    const value = load<f64>(values + ((row as usize) << 3));
    let bin = 0;
    if (value !== value) bin = bins;
    else {
      // How many edges lie below the value.
      let size = bins - 1;
      while (size > 0) {
        const half = size >> 1;
        if (load<f64>(edges + (((bin + half) as usize) << 3)) < value) {
          bin += half + 1;
          size -= half + 1;
        } else size = half;
      }
    }
    store<u8>(training.validationBins + (row as usize) * training.features + feature, bin as u8);
  }
}

/** Adds the tree that was grown last to the margins of the validation rows, and leaves the sum of their loss. */
export function validateTree(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.validationRows, 1, thread + 1, threads);
  let loss: i64 = 0;
  for (let row = shareStart(training.validationRows, 1, thread, threads); row < end; row++) {
    const margin = training.validationMargin + ((row as usize) << 3);
    const raised = load<f64>(margin) + valueOfRow(training, row);
    store<f64>(margin, raised);
    const weight = training.validationWeight ? load<f64>(training.validationWeight + ((row as usize) << 3)) : 1;
    const own = weight * logLoss(load<u8>(training.validationLabel + (row as usize)) ? -raised : raised);
    loss += nearest(own * training.lossScale) as i64;
  }
  store<i64>(training.validationLoss + ((thread as usize) << 3), loss);
}

/** log(1 + e^x), which for x beyond 40 is x. */
function logLoss(x: f64): f64 {
  return max(x, 0) + Math.log1p(Math.exp(-abs(x)));
}

function valueOfRow(training: Training, row: i32): f64 {
  const bins = training.validationBins + (row as usize) * training.features;
  let at = training.leafCount > 1 ? 0 : -1;
  while (at >= 0) {
    const split = changetype<Split>(training.splits + (at as usize) * offsetof<Split>());
    at = goesLeft(training, split, load<u8>(bins + (split.feature as usize))) ? split.left : split.right;
  }
  return leafAt(training, -1 - at).value;
}

function goesLeft(training: Training, split: Split, bin: i32): bool {
  if (bin === load<i32>(training.binCount + ((split.feature as usize) << 2))) return split.missingLeft !== 0;
  if (!load<u8>(training.isCategory + (split.feature as usize))) return bin <= split.bin;
  const bits = changetype<usize>(split) + offsetof<Split>('levels0');
  return (((load<u8>(bits + ((bin as usize) >> 3)) as i32) >> (bin & 7)) & 1) !== 0;
}
