import { type Block, blockWidth, type Design, type IndicatorBlock } from './design.ts';

/** `out` = design · coefficients, one number per row. */
export function multiply(design: Design, coefficients: Float64Array, out: Float64Array): void {
  out.fill(0);
  let at = 0;
  for (const block of design.blocks) {
    if (block.kind === 'dense') addScaled(block.values, coefficients[at]!, out);
    else addIndicators(block, coefficients.subarray(at, at + block.on.length), out);
    at += blockWidth(block);
  }
}

/** `out` = designᵀ · vector, one number per column. */
export function multiplyTransposed(design: Design, vector: Float64Array, out: Float64Array): void {
  const total = vector.reduce((sum, value) => sum + value, 0);
  reduceColumns(design, out, (block) =>
    block.kind === 'dense' ? [dot(block.values, vector)] : indicatorSums(block, vector, total),
  );
}

/** `out` = per column the sum of weight · value². */
export function weightedSquares(design: Design, weight: Float64Array, out: Float64Array): void {
  const total = weight.reduce((sum, value) => sum + value, 0);
  reduceColumns(design, out, (block) => {
    if (block.kind === 'dense') return [weightedSquare(block.values, weight)];
    const sums = sumsBySlot(block, weight);
    return sums.map((sum, slot) => sum * block.on[slot]! ** 2 + (total - sum) * block.off[slot]! ** 2);
  });
}

/** The columns of the given indices, which ascend; dense ones are shared. */
export function selectDesignColumns(design: Design, columns: Int32Array): Design {
  const chosen = new Set(columns);
  const blocks: Block[] = [];
  let at = 0;
  for (const block of design.blocks) {
    const width = blockWidth(block);
    const kept = Array.from({ length: width }, (_, slot) => slot).filter((slot) => chosen.has(at + slot));
    if (kept.length > 0) blocks.push(block.kind === 'dense' ? block : selectSlots(block, kept));
    at += width;
  }
  return { rows: design.rows, width: columns.length, blocks };
}

function selectSlots(block: IndicatorBlock, kept: readonly number[]): IndicatorBlock {
  const position = new Int16Array(block.on.length).fill(-1);
  kept.forEach((slot, at) => {
    position[slot] = at;
  });
  return {
    kind: 'indicators',
    holds: block.holds.map((slot) => (slot < 0 ? -1 : position[slot]!)),
    on: Float64Array.from(kept, (slot) => block.on[slot]!),
    off: Float64Array.from(kept, (slot) => block.off[slot]!),
  };
}

function reduceColumns(design: Design, out: Float64Array, reduce: (block: Block) => ArrayLike<number>): void {
  let at = 0;
  for (const block of design.blocks) {
    out.set(reduce(block), at);
    at += blockWidth(block);
  }
}

function addScaled(values: Float64Array, factor: number, out: Float64Array): void {
  if (factor === 0) return;
  for (let i = 0; i < out.length; i++) out[i]! += factor * values[i]!;
}

function addIndicators(block: IndicatorBlock, coefficients: Float64Array, out: Float64Array): void {
  const { holds, on, off } = block;
  let none = 0;
  for (let slot = 0; slot < on.length; slot++) none += coefficients[slot]! * off[slot]!;
  const bySlot = new Float64Array(on.length + 1).fill(none);
  for (let slot = 0; slot < on.length; slot++) bySlot[slot + 1]! += coefficients[slot]! * (on[slot]! - off[slot]!);
  for (let i = 0; i < out.length; i++) out[i]! += bySlot[holds[i]! + 1]!;
}

function dot(values: Float64Array, vector: Float64Array): number {
  // Four sums at once: one alone waits for each addition to end.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! * vector[i]!;
    b += values[i + 1]! * vector[i + 1]!;
    c += values[i + 2]! * vector[i + 2]!;
    d += values[i + 3]! * vector[i + 3]!;
  }
  for (let i = whole; i < values.length; i++) a += values[i]! * vector[i]!;
  return a + b + (c + d);
}

function weightedSquare(values: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weight[i]! * values[i]! * values[i]!;
  return sum;
}

function sumsBySlot(block: IndicatorBlock, vector: Float64Array): Float64Array {
  const sums = new Float64Array(block.on.length + 1);
  const { holds } = block;
  for (let i = 0; i < holds.length; i++) sums[holds[i]! + 1]! += vector[i]!;
  return sums.subarray(1);
}

function indicatorSums(block: IndicatorBlock, vector: Float64Array, total: number): Float64Array {
  const sums = sumsBySlot(block, vector);
  return sums.map((sum, slot) => sum * block.on[slot]! + (total - sum) * block.off[slot]!);
}
