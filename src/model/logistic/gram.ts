import { type Block, blockWidth, type Design } from '../encoding/design.ts';

/** Rows of a tile: its columns stay in the processor's cache while each meets every other. */
const tileRows = 256;

/**
 * The weighted Gram matrix of the design and a last column of ones: entry (j, k) is Σ weight · x_j · x_k.
 *
 * @returns the full symmetric matrix, row-major, width + 1 squared.
 */
export function weightedGram(design: Design, weight: Float64Array): Float64Array {
  const size = design.width + 1;
  const gram = new Float64Array(size * size);
  const tile = new Float64Array(size * tileRows);
  const scaled = new Float64Array(tileRows);
  for (let start = 0; start < design.rows; start += tileRows) {
    const count = Math.min(tileRows, design.rows - start);
    fillTile(design, start, count, tile);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < count; i++) scaled[i] = weight[start + i]! * tile[j * tileRows + i]!;
      addProducts(tile, scaled, count, gram.subarray(j * size, j * size + j + 1));
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) gram[k * size + j] = gram[j * size + k]!;
  return gram;
}

function fillTile(design: Design, start: number, count: number, tile: Float64Array): void {
  let column = 0;
  for (const block of design.blocks) {
    fillBlock(block, start, count, tile.subarray(column * tileRows));
    column += blockWidth(block);
  }
  tile.fill(1, column * tileRows, column * tileRows + count);
}

function fillBlock(block: Block, start: number, count: number, out: Float64Array): void {
  if (block.kind === 'dense') {
    out.set(block.values.subarray(start, start + count));
    return;
  }
  block.off.forEach((off, slot) => {
    out.fill(off, slot * tileRows, slot * tileRows + count);
  });
  for (let i = 0; i < count; i++) {
    const slot = block.holds[start + i]!;
    if (slot >= 0) out[slot * tileRows + i] = block.on[slot]!;
  }
}

/** Adds to `sums[k]` the product of `scaled` with column k of the tile, four columns at a time. */
function addProducts(tile: Float64Array, scaled: Float64Array, count: number, sums: Float64Array): void {
  let k = 0;
  for (; k + 4 <= sums.length; k += 4) {
    const at = k * tileRows;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < count; i++) {
      const value = scaled[i]!;
      a += value * tile[at + i]!;
      b += value * tile[at + tileRows + i]!;
      c += value * tile[at + 2 * tileRows + i]!;
      d += value * tile[at + 3 * tileRows + i]!;
    }
    sums[k]! += a;
    sums[k + 1]! += b;
    sums[k + 2]! += c;
    sums[k + 3]! += d;
  }
  for (; k < sums.length; k++) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += scaled[i]! * tile[k * tileRows + i]!;
    sums[k]! += sum;
  }
}
