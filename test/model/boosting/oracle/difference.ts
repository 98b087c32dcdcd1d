import { isDeepStrictEqual } from 'node:util';
import type { Tree, TreeEnsemble } from '../../../../src/model/boosting/ensemble.ts';

/** Where two ensembles differ first, in words; undefined where they do not. Amounts may differ by 1e-9, or that share. */
export function firstDifference(actual: TreeEnsemble, expected: TreeEnsemble): string | undefined {
  if (!isDeepStrictEqual(actual.features, expected.features))
    return `features ${JSON.stringify(actual.features)}, expected ${JSON.stringify(expected.features)}`;
  if (!close(actual.base, expected.base)) return `base ${actual.base}, expected ${expected.base}`;
  for (const [at, tree] of expected.trees.entries()) {
    if (!actual.trees[at]) break;
    const difference = treeDifference(actual.trees[at], tree);
    if (difference) return `tree ${at}, ${difference}`;
  }
  if (actual.trees.length !== expected.trees.length)
    return `${actual.trees.length} trees, expected ${expected.trees.length}`;
  return undefined;
}

const bySplit = ['feature', 'threshold', 'leftLevels', 'missingLeft', 'gain', 'cover', 'left', 'right'] as const;
const byLeaf = ['value', 'leafCover'] as const;
const amounts: readonly string[] = ['gain', 'cover', 'value', 'leafCover'];

function treeDifference(actual: Tree, expected: Tree): string | undefined {
  const compared = (name: keyof Tree, at: number, place: string): string | undefined => {
    const [a, e] = [actual[name][at], expected[name][at]];
    const same = amounts.includes(name) ? close(a as number, e as number) : isDeepStrictEqual(a, e);
    return same ? undefined : `${place} ${at}: ${name} ${JSON.stringify(a)}, expected ${JSON.stringify(e)}`;
  };
  for (let split = 0; split < Math.min(actual.feature.length, expected.feature.length); split++)
    for (const name of bySplit) {
      // Where a child is a split in one tree and a leaf in the other, the later splits say more.
      const early = (name === 'left' || name === 'right') && actual.feature.length !== expected.feature.length;
      const difference = early ? undefined : compared(name, split, 'split');
      if (difference) return difference;
    }
  if (actual.feature.length !== expected.feature.length)
    return `${actual.feature.length} splits, expected ${expected.feature.length}`;
  for (let leaf = 0; leaf < expected.value.length; leaf++)
    for (const name of byLeaf) {
      const difference = compared(name, leaf, 'leaf');
      if (difference) return difference;
    }
  return undefined;
}

function close(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
