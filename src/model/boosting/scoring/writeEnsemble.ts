import type { Address } from '../../../kernel/kernelMemory.ts';
import type { WasmMemory } from '../../../kernel/wasm.ts';
import { gaussLegendre } from '../../../numeric/legendre.ts';
import type { Tree, TreeEnsemble } from '../ensemble.ts';
import { type ByteColumns, missingLevel } from './byteColumns.ts';
import type { PathSplits } from './pathSplits.ts';
import {
  mostLeaves,
  nodeBytes,
  type ScoringLayout,
  setBytes,
  splitBytes,
  thresholdBytes,
  tileRows,
  treeBytes,
} from './scoringLayout.ts';

/**
 * Writes an ensemble into the memory of a kernel; the layouts are described in `scoring.ts` and `contributions.ts` of the kernel.
 *
 * @param outputs per feature, its place in a row of contributions.
 */
export function writeEnsemble(
  ensemble: TreeEnsemble,
  columns: ByteColumns,
  outputs: Int32Array,
  layout: ScoringLayout,
  memory: WasmMemory,
): void {
  const view = new DataView(memory.buffer);
  columns.numbers.forEach(({ thresholds }, i) => {
    writeThresholds(thresholds, memory.buffer, layout.thresholds + i * thresholdBytes);
  });
  for (let leaf = 0; leaf < mostLeaves; leaf++)
    new Uint8Array(memory.buffer, layout.leaves + leaf * tileRows, tileRows).fill(leaf);
  for (const [points, address] of layout.quadratures) {
    const quadrature = gaussLegendre(points);
    new Float64Array(memory.buffer, address, points).set(quadrature.points);
    new Float64Array(memory.buffer, address + 8 * points, points).set(quadrature.weights);
  }

  let splits = 0;
  ensemble.trees.forEach((tree, i) => {
    const nodes = layout.nodes + splits * nodeBytes;
    const leafValues = layout.leafValues + (splits + i) * 8;
    const sets = layout.sets + splits * setBytes;
    const at = layout.trees + i * treeBytes;
    view.setUint32(at, nodes, true);
    view.setUint32(at + 4, tree.feature.length, true);
    view.setUint32(at + 8, leafValues, true);
    view.setUint32(at + 12, leavesOf(tree.feature.length > 0 ? 0 : -1), true);
    new Float64Array(memory.buffer, leafValues, tree.value.length).set(tree.value);
    writeNodes(tree, nodes, sets);
    writeSplits(tree, layout.paths[i]!, layout.splitTables + splits * splitBytes);
    splits += tree.feature.length;
  });

  function leavesOf(child: number): Address {
    return child >= 0 ? layout.splitLeaves + child * tileRows : layout.leaves + (-1 - child) * tileRows;
  }

  function writeNodes(tree: Tree, nodes: Address, sets: Address): void {
    for (let split = 0; split < tree.feature.length; split++) {
      const { column, threshold } = columns.place(tree, split);
      const levels = tree.leftLevels[split];
      const set = sets + split * setBytes;
      const left = levels && tree.missingLeft[split] ? [...levels, missingLevel] : (levels ?? []);
      for (const level of left)
        view.setUint8(set + (level >> 3), view.getUint8(set + (level >> 3)) | (1 << (level & 7)));
      const at = nodes + split * nodeBytes;
      view.setUint32(at, column * tileRows, true);
      view.setUint32(at + 4, leavesOf(tree.left[split]!), true);
      view.setUint32(at + 8, leavesOf(tree.right[split]!), true);
      view.setInt32(at + 12, levels ? set : threshold - 128, true);
    }
  }

  function writeSplits(tree: Tree, paths: PathSplits, table: Address): void {
    const factorOf = (child: number) => (child >= 0 ? 1 : tree.value[-1 - child]!);
    paths.splits.forEach(({ edge, above, shareAbove, leftShare, rightShare }, split) => {
      const at = table + split * splitBytes;
      view.setUint32(at, edge, true);
      view.setUint32(at + 4, above, true);
      view.setUint32(at + 8, outputs[tree.feature[split]!]! * 8, true);
      view.setFloat64(at + 16, shareAbove, true);
      view.setFloat64(at + 24, leftShare, true);
      view.setFloat64(at + 32, rightShare, true);
      view.setFloat64(at + 40, factorOf(tree.left[split]!), true);
      view.setFloat64(at + 48, factorOf(tree.right[split]!), true);
    });
  }
}

function writeThresholds(thresholds: Float64Array, buffer: ArrayBuffer, table: Address): void {
  const centre = thresholds[thresholds.length >> 1]!;
  const filled = new Float64Array(buffer, table + 16, 256).fill(Infinity);
  filled.set(thresholds);
  const keys = new Float32Array(buffer, table + 2128, 256);
  keys.set(filled.map((threshold) => threshold - centre));
  const lastOfRuns = new Float32Array(buffer, table + 2064, 16);
  lastOfRuns.set(keys.filter((_, i) => i % 16 === 15));
  new Float64Array(buffer, table, 1)[0] = centre;
}
