// The records that the functions of boosting share. `trainingRecord.ts` writes the first one; fields and their order are the same there.

/** What a fit is given and where its arrays are. Sums over rows are whole numbers; the scales make them real ones. */
@unmanaged
export class Training {
  learningRate: f64;
  minRows: f64;
  minHessian: f64;
  minGain: f64;
  l1: f64;
  l2: f64;
  categorySmoothing: f64;
  categoryL2: f64;
  minLevelRows: f64;
  /** What a weight is multiplied by before anything is rounded: a power of two, 1 for whole weights. */
  weightScale: f64;
  /** 2^s and 2^(s + 2), before weights; and what a weight is multiplied by to be counted. */
  gradientScale: f64;
  hessianScale: f64;
  countScale: f64;
  /** From sums of gradients, hessians and counts to real numbers. */
  gradientUnit: f64;
  hessianUnit: f64;
  countUnit: f64;
  /** 2^k of the exact sums that leaf values are made of, before weights, and from such sums to real numbers. */
  exactScale: f64;
  exactUnit: f64;
  /** A row is in the sample of a tree if its hash is below this; 2^32 for every row. */
  rowSample: f64;
  /** The loss on validation rows is a sum of whole multiples of the inverse of this. */
  lossScale: f64;

  rows: i32;
  features: i32;
  maxBins: i32;
  maxLeaves: i32;
  maxDepth: i32;
  /** Rows whose absolute lanes add up to less than 2^31, 1 to 128. */
  batchRows: i32;
  wholeWeights: i32;
  bounded: i32;
  seed: i32;

  barrier: usize;
  /** f64 per row; 0 where every weight is 1. */
  weight: usize;
  /** u8 per row. */
  label: usize;
  /** f64 per row. */
  margin: usize;
  /** Per row four i32: gradient, hessian, count, 0. */
  lanes: usize;
  /** Per row two i64: gradient and hessian, as finely as sums allow. */
  exact: usize;
  /** u32 per row, of its bins and label. */
  rowHash: usize;
  /** Row numbers, those of a leaf side by side; and room for as many, twice. */
  order: usize;
  leftRows: usize;
  rightRows: usize;
  /** Bins by column: feature · rows + row. */
  columnBins: usize;
  /** Bins by row of the features that have a place among the first `dense`, in blocks of up to 64; see `rowBins.ts`. */
  rowBins: usize;
  /** Per feature i32: value bins, the bin of most rows, and how many rows have another. */
  binCount: usize;
  commonBin: usize;
  otherRows: usize;
  /** Features with a place in histograms; those behind the first `dense` are listed: see `listedBins.ts`. */
  places: i32;
  dense: i32;
  /** Whether bins are turned to stand by row before the next tree. */
  turns: i32;
  /** Per place i32: its feature, and entries of a histogram before its own. */
  arranged: usize;
  entryStart: usize;
  /** Per thread i32: its first listed feature, counted from the first of all; and where those of the last end. */
  listedFrom: usize;
  /** Per thread and row i32: where the row's list ends, each thread's first entry being where its lists begin; and the lists, i32. */
  listEnds: usize;
  lists: usize;
  /** Per feature u8: 0 number, 1 category; i8: −1, 0, 1; u8: whether this tree may use it. */
  isCategory: usize;
  monotone: usize;
  inUse: usize;
  /** Per feature `maxBins` f64. */
  edges: usize;
  /** Per thread room to sort a column. */
  sortRoom: usize;
  sortRoomBytes: usize;
  /** Per thread `narrowBytes`, all zero between uses. */
  narrow: usize;
  narrowBytes: usize;
  /** Per thread the entries of one block. */
  partials: usize;
  /** Per leaf a histogram: per entry gradient, hessian, count as f64. */
  histograms: usize;
  histogramBytes: usize;
  /** Per thread the sums of all its rows, three i64 (32 bytes), and per leaf two i64. */
  rootSums: usize;
  leafSums: usize;
  /** Per thread two `Candidate`s and 4 KiB to order levels in. */
  candidates: usize;
  levelRoom: usize;
  /** `maxLeaves` of them each. */
  leaves: usize;
  leafCandidates: usize;
  splits: usize;
  /** What the threads agree on while a tree grows. */
  leafCount: i32;
  nextLeaf: i32;
  leftCount: i32;
  smaller: i32;
  /** Per thread i32: how many of its rows went left. */
  leftCounts: usize;
  /** u8 per bin: whether it goes left at the present split. */
  goesLeft: usize;

  validationRows: i32;
  /** Row-major bins of the validation rows, their label, weight (f64 or 0), margin, and per thread the sum of their loss (i64). */
  validationBins: usize;
  validationLabel: usize;
  validationWeight: usize;
  validationMargin: usize;
  validationLoss: usize;
}

/** A split that a leaf could have. */
@unmanaged
export class Candidate {
  gain: f64;
  /** Real sums of the left side. */
  leftGradient: f64;
  leftHessian: f64;
  leftCount: f64;
  leftWeight: f64;
  rightWeight: f64;
  feature: i32;
  /** Last bin that goes left; for a category, nothing. */
  bin: i32;
  missingLeft: i32;
  padding: i32;
  /** For a category, a bit per bin that goes left. */
  levels0: u64;
  levels1: u64;
  levels2: u64;
  levels3: u64;
}

/** A leaf of the tree that grows. */
@unmanaged
export class Leaf {
  gradient: f64;
  hessian: f64;
  count: f64;
  /** Bounds of its weight. */
  low: f64;
  high: f64;
  value: f64;
  begin: i32;
  size: i32;
  depth: i32;
  histogram: i32;
  /** The split above, and whether it is its left child. */
  parent: i32;
  isLeft: i32;
  /** The `Candidate` that gains most; its gain is 0 where there is none. */
  best: usize;
  padding: i32;
}

/** A split that was made. */
@unmanaged
export class Split {
  gain: f64;
  cover: f64;
  levels0: u64;
  levels1: u64;
  levels2: u64;
  levels3: u64;
  feature: i32;
  bin: i32;
  missingLeft: i32;
  left: i32;
  right: i32;
  padding: i32;
}
