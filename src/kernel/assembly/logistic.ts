import { columnOf, DesignBlock, slotsOf } from './designBlock';
import { exponential } from './exponential';
import { logarithmOfOnePlus } from './logarithm';

/**
 * Where a pass over the rows is made, and the sums it makes. `passMemory.ts` has it too; fields and their order are the same there.
 *
 * What is added up over rows is rounded to whole numbers first, small enough for every sum to be exact in float64 (below
 * 2^53): so no sum depends on the order of the rows. A whole weight multiplies the rounded number, and so counts like copies.
 */
@unmanaged
export class LogisticPass {
  intercept: f64;
  /** Powers of two by which residuals and losses are multiplied before they are rounded. */
  residualScale: f64;
  lossScale: f64;
  /** The same for what rounding took from the scaled losses. */
  restScale: f64;
  /** Sums: scaled residuals, losses, and what rounding took from these. */
  residualSum: f64;
  lossSum: f64;
  restSum: f64;
  wholeWeights: i32;
  /** f64 per column of numbers: coefficients, and sums of scaled residual · value or of sizes. */
  coefficients: usize;
  sums: usize;
  /** i32 per set of indicators: where its entries begin, the first for no indicator at all. */
  starts: usize;
  /** f64 per entry: what it adds to the margin, and the sum of scaled residuals. */
  raises: usize;
  entrySums: usize;
  /** f64 per term that blocks may list: its coefficient, and the sum of scaled residual · value. */
  terms: usize;
  termSums: usize;
  /** f64 per column of numbers, for the sizes of terms: slope, offset, and the power of two by which sizes are multiplied. */
  slopes: usize;
  offsets: usize;
  scales: usize;
  /** f64 per row of a block: margin; scaled residual; factor of what was rounded. */
  margin: usize;
  residual: usize;
  factor: usize;
}

/** Adds a block's rows to the sums of loss and gradient at the coefficients of the pass. */
export function evaluateBlock(passAddress: usize, blockAddress: usize): void {
  const pass = changetype<LogisticPass>(passAddress);
  const block = changetype<DesignBlock>(blockAddress);
  computeMargins(pass, block);
  addLosses(pass, block);
  let column = 0;
  for (; column + 4 <= block.numbers; column += 4) addProducts4(pass, block, column);
  for (; column < block.numbers; column++) addProducts(pass, block, column);
  if (block.listStarts) addListedProducts(pass, block);
  addEntries(pass, block);
}

/** The margins of a block's rows, which become its results. */
export function marginsOfBlock(passAddress: usize, blockAddress: usize): void {
  const pass = changetype<LogisticPass>(passAddress);
  const block = changetype<DesignBlock>(blockAddress);
  computeMargins(pass, block);
  memory.copy(block.results, pass.margin, (block.rows as usize) << 3);
}

/** The margins of a block's rows, at `margin` of the pass. */
export function computeMargins(pass: LogisticPass, block: DesignBlock): void {
  const end = pass.margin + ((block.rows as usize) << 3);
  const intercept = f64x2.splat(pass.intercept);
  for (let at = pass.margin; at < end; at += 16) v128.store(at, intercept);
  let column = 0;
  for (; column + 4 <= block.numbers; column += 4) addColumns4(pass, block, column);
  for (; column < block.numbers; column++) addColumn(pass, block, column);
  for (let set = 0; set < block.indicators; set++) addRaises(pass, block, set);
  if (block.listStarts) addListed(pass, block);
}

function addListed(pass: LogisticPass, block: DesignBlock): void {
  const terms = pass.terms;
  let at = load<i32>(block.listStarts) as usize;
  for (let row: usize = 0; row < (block.rows as usize); row++) {
    const end = load<i32>(block.listStarts + (row << 2), 4) as usize;
    let sum: f64 = 0;
    for (; at < end; at++)
      sum +=
        load<f64>(terms + ((load<i32>(block.listTerms + (at << 2)) as usize) << 3)) *
        load<f64>(block.listValues + (at << 3));
    addTo(pass.margin + (row << 3), sum);
  }
}

function addListedProducts(pass: LogisticPass, block: DesignBlock): void {
  const sums = pass.termSums;
  let at = load<i32>(block.listStarts) as usize;
  for (let row: usize = 0; row < (block.rows as usize); row++) {
    const end = load<i32>(block.listStarts + (row << 2), 4) as usize;
    const residual = load<f64>(pass.residual + (row << 3));
    const factor = load<f64>(pass.factor + (row << 3));
    for (; at < end; at++)
      addTo(
        sums + ((load<i32>(block.listTerms + (at << 2)) as usize) << 3),
        factor * nearest(residual * load<f64>(block.listValues + (at << 3))),
      );
  }
}

function addColumns4(pass: LogisticPass, block: DesignBlock, column: i32): void {
  const coefficients = pass.coefficients + ((column as usize) << 3);
  const a = v128.load_splat<f64>(coefficients);
  const b = v128.load_splat<f64>(coefficients, 8);
  const c = v128.load_splat<f64>(coefficients, 16);
  const d = v128.load_splat<f64>(coefficients, 24);
  const x = columnOf(block, column);
  const y = columnOf(block, column + 1);
  const z = columnOf(block, column + 2);
  const u = columnOf(block, column + 3);
  const margin = pass.margin;
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const ab = f64x2.add(f64x2.mul(a, v128.load(x + at)), f64x2.mul(b, v128.load(y + at)));
    const cd = f64x2.add(f64x2.mul(c, v128.load(z + at)), f64x2.mul(d, v128.load(u + at)));
    v128.store(margin + at, f64x2.add(v128.load(margin + at), f64x2.add(ab, cd)));
  }
}

function addColumn(pass: LogisticPass, block: DesignBlock, column: i32): void {
  const coefficient = v128.load_splat<f64>(pass.coefficients + ((column as usize) << 3));
  const x = columnOf(block, column);
  const margin = pass.margin;
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16)
    v128.store(margin + at, f64x2.add(v128.load(margin + at), f64x2.mul(coefficient, v128.load(x + at))));
}

function addRaises(pass: LogisticPass, block: DesignBlock, set: i32): void {
  const raises = pass.raises + ((load<i32>(pass.starts + ((set as usize) << 2)) as usize) << 3);
  const slots = slotsOf(block, set);
  for (let row = 0; row < block.rows; row++) {
    const at = pass.margin + ((row as usize) << 3);
    const slot = load<u16>(slots + ((row as usize) << 1)) as usize;
    store<f64>(at, load<f64>(at) + load<f64>(raises + (slot << 3)));
  }
}

/** Above this a row's loss counts as this much, which bounds the sum; no minimum is where a row loses so much. */
const mostLoss: f64 = 1024;

/** Losses, and the residuals p − y for what follows; the share of the other label is not got by cancellation. */
function addLosses(pass: LogisticPass, block: DesignBlock): void {
  const one = f64x2.splat(1);
  const residualScale = f64x2.splat(pass.residualScale);
  const lossScale = f64x2.splat(pass.lossScale);
  const restScale = f64x2.splat(pass.restScale);
  const whole = pass.wholeWeights;
  let residuals = f64x2.splat(0);
  let losses = f64x2.splat(0);
  let rests = f64x2.splat(0);
  for (let row = 0; row < block.rows; row += 2) {
    const at = (row as usize) << 3;
    const margin = v128.load(pass.margin + at);
    const y = f64x2(load<u8>(block.label + (row as usize)) as f64, load<u8>(block.label + (row as usize), 1) as f64);
    const weight = v128.load(block.weight + at);
    const factor = whole ? weight : one;
    const own = whole ? one : weight;
    const e = exponential(f64x2.neg(f64x2.abs(margin)));
    // The margin of the label that is not there is positive where the row is predicted wrongly.
    const away = f64x2.mul(margin, f64x2.sub(one, f64x2.add(y, y)));
    const loss = f64x2.add(f64x2.pmax(away, f64x2.splat(0)), logarithmOfOnePlus(e));
    const scaled = f64x2.mul(f64x2.mul(f64x2.pmin(loss, f64x2.splat(mostLoss)), own), lossScale);
    const rounded = f64x2.nearest(scaled);
    losses = f64x2.add(losses, f64x2.mul(factor, rounded));
    const rest = f64x2.nearest(f64x2.mul(f64x2.sub(scaled, rounded), restScale));
    rests = f64x2.add(rests, f64x2.mul(factor, rest));
    const wrong = f64x2.div(v128.bitselect(one, e, f64x2.gt(away, f64x2.splat(0))), f64x2.add(one, e));
    const signed = v128.bitselect(f64x2.neg(wrong), wrong, f64x2.gt(y, f64x2.splat(0)));
    const residual = f64x2.mul(f64x2.mul(signed, own), residualScale);
    residuals = f64x2.add(residuals, f64x2.mul(factor, f64x2.nearest(residual)));
    v128.store(pass.residual + at, residual);
    v128.store(pass.factor + at, factor);
  }
  pass.residualSum += bothLanes(residuals);
  pass.lossSum += bothLanes(losses);
  pass.restSum += bothLanes(rests);
}

function bothLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

function addProducts4(pass: LogisticPass, block: DesignBlock, column: i32): void {
  const x = columnOf(block, column);
  const y = columnOf(block, column + 1);
  const z = columnOf(block, column + 2);
  const u = columnOf(block, column + 3);
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const residual = v128.load(pass.residual + at);
    const factor = v128.load(pass.factor + at);
    a = f64x2.add(a, f64x2.mul(factor, f64x2.nearest(f64x2.mul(residual, v128.load(x + at)))));
    b = f64x2.add(b, f64x2.mul(factor, f64x2.nearest(f64x2.mul(residual, v128.load(y + at)))));
    c = f64x2.add(c, f64x2.mul(factor, f64x2.nearest(f64x2.mul(residual, v128.load(z + at)))));
    d = f64x2.add(d, f64x2.mul(factor, f64x2.nearest(f64x2.mul(residual, v128.load(u + at)))));
  }
  addTo(pass.sums + ((column as usize) << 3), bothLanes(a));
  addTo(pass.sums + ((column as usize) << 3) + 8, bothLanes(b));
  addTo(pass.sums + ((column as usize) << 3) + 16, bothLanes(c));
  addTo(pass.sums + ((column as usize) << 3) + 24, bothLanes(d));
}

function addProducts(pass: LogisticPass, block: DesignBlock, column: i32): void {
  const x = columnOf(block, column);
  let sum = f64x2.splat(0);
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const product = f64x2.mul(v128.load(pass.residual + at), v128.load(x + at));
    sum = f64x2.add(sum, f64x2.mul(v128.load(pass.factor + at), f64x2.nearest(product)));
  }
  addTo(pass.sums + ((column as usize) << 3), bothLanes(sum));
}

function addTo(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

function addEntries(pass: LogisticPass, block: DesignBlock): void {
  if (block.indicators === 0) return;
  // Each residual is rounded once, for all sets.
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const rounded = f64x2.nearest(v128.load(pass.residual + at));
    v128.store(pass.residual + at, f64x2.mul(v128.load(pass.factor + at), rounded));
  }
  for (let set = 0; set < block.indicators; set++) {
    const sums = pass.entrySums + ((load<i32>(pass.starts + ((set as usize) << 2)) as usize) << 3);
    const slots = slotsOf(block, set);
    for (let row = 0; row < block.rows; row++)
      addTo(
        sums + ((load<u16>(slots + ((row as usize) << 1)) as usize) << 3),
        load<f64>(pass.residual + ((row as usize) << 3)),
      );
  }
}

/** Adds up |offset + slope · value| over a block's rows, for each of its columns of numbers. */
export function addSizes(passAddress: usize, blockAddress: usize): void {
  const pass = changetype<LogisticPass>(passAddress);
  const block = changetype<DesignBlock>(blockAddress);
  fillFactors(pass, block);
  for (let column = 0; column < block.numbers; column++) addSizesOf(pass, block, column);
}

/** What multiplies a size before it is rounded goes where residuals are, and what does after it, to the factors. */
function fillFactors(pass: LogisticPass, block: DesignBlock): void {
  const one = f64x2.splat(1);
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const weight = v128.load(block.weight + at);
    v128.store(pass.residual + at, pass.wholeWeights ? one : weight);
    v128.store(pass.factor + at, pass.wholeWeights ? weight : one);
  }
}

function addSizesOf(pass: LogisticPass, block: DesignBlock, column: i32): void {
  const at8 = (column as usize) << 3;
  const slope = v128.load_splat<f64>(pass.slopes + at8);
  const offset = v128.load_splat<f64>(pass.offsets + at8);
  const scale = v128.load_splat<f64>(pass.scales + at8);
  const x = columnOf(block, column);
  let sum = f64x2.splat(0);
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const term = f64x2.add(f64x2.mul(slope, v128.load(x + at)), offset);
    const size = f64x2.mul(f64x2.mul(f64x2.abs(term), scale), v128.load(pass.residual + at));
    sum = f64x2.add(sum, f64x2.mul(v128.load(pass.factor + at), f64x2.nearest(size)));
  }
  addTo(pass.sums + at8, bothLanes(sum));
}
