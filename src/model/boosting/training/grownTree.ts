import type { EnsembleFeature, Tree } from '../ensemble.ts';
import type { TrainingPlan } from './trainingMemory.ts';
import { trainingBytes } from './trainingRecord.ts';

/** The tree that the kernel has grown last, its bins turned into raw values and levels. */
export function readTree(
  buffer: ArrayBufferLike,
  plan: TrainingPlan,
  features: readonly EnsembleFeature[],
  maxBins: number,
  leaves: number,
): Tree {
  const edges = new Float64Array(buffer, plan.edges, features.length * maxBins);
  const binCount = new Int32Array(buffer, plan.binCount, features.length);
  const tree = {
    feature: [] as number[],
    threshold: [] as number[],
    leftLevels: [] as (number[] | null)[],
    missingLeft: [] as boolean[],
    left: [] as number[],
    right: [] as number[],
    gain: [] as number[],
    cover: [] as number[],
    leafCover: [] as number[],
    value: [] as number[],
  };
  for (let at = 0; at < leaves - 1; at++) {
    const split = new DataView(buffer, plan.splits + at * trainingBytes.split, trainingBytes.split);
    const feature = split.getInt32(48, true);
    const bin = split.getInt32(52, true);
    const isCategory = features[feature]!.type === 'category';
    tree.feature.push(feature);
    // Behind the last bin no value is greater.
    const isLast = bin === binCount[feature]! - 1;
    tree.threshold.push(isCategory ? 0 : isLast ? Number.MAX_VALUE : edges[feature * maxBins + bin]!);
    tree.leftLevels.push(isCategory ? levelsIn(split, binCount[feature]!) : null);
    tree.missingLeft.push(split.getInt32(56, true) !== 0);
    tree.left.push(split.getInt32(60, true));
    tree.right.push(split.getInt32(64, true));
    tree.gain.push(split.getFloat64(0, true));
    tree.cover.push(split.getFloat64(8, true));
  }
  for (let at = 0; at < leaves; at++) {
    const leaf = new DataView(buffer, plan.leaves + at * trainingBytes.leaf, trainingBytes.leaf);
    tree.leafCover.push(leaf.getFloat64(8, true));
    // Adding zero makes −0 into 0, which JSON can write.
    tree.value.push(leaf.getFloat64(40, true) + 0);
  }
  return tree;
}

/** The bins whose bits are set. */
function levelsIn(split: DataView, bins: number): number[] {
  return Array.from({ length: bins }, (_, bin) => bin).filter(
    (bin) => (split.getUint8(16 + (bin >> 3)) >> (bin & 7)) & 1,
  );
}
