import { describe, expect, it } from 'vitest';
import { ensembleSchema, type TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import { Random } from '../../../src/numeric/random.ts';
import { randomEnsemble } from './randomEnsemble.ts';

/** A valid ensemble, spoilt. */
function spoilt(spoil: (ensemble: TreeEnsemble) => void): unknown {
  const ensemble = randomEnsemble(new Random(1), { numbers: 2, categories: 2, trees: 2, leaves: 12, thresholds: 5 });
  spoil(ensemble);
  return ensemble;
}

describe('the shape of an ensemble', () => {
  it('is that of random ones, also when written and read', () => {
    for (const leaves of [1, 2, 256]) {
      const shape = { numbers: 2, categories: 2, trees: 2, leaves, thresholds: 5 };
      const ensemble = randomEnsemble(new Random(1), shape);
      expect(ensembleSchema.parse(JSON.parse(JSON.stringify(ensemble)))).toEqual(ensemble);
    }
  });

  it.each<[string, (ensemble: TreeEnsemble) => void]>([
    ['a cycle', ({ trees: [tree] }) => tree!.left.splice(3, 1, 0)],
    ['a split that two lead to', ({ trees: [tree] }) => tree!.left.splice(0, 1, tree!.right[0]!)],
    ['a leaf beyond the last', ({ trees: [tree] }) => tree!.left.splice(11, 1, -13)],
    ['a column too short', ({ trees: [tree] }) => tree!.threshold.pop()],
    ['a leaf too few', ({ trees: [tree] }) => tree!.value.pop()],
    ['a feature that there is not', ({ trees: [tree] }) => tree!.feature.splice(0, 1, 4)],
    ['a feature of the other type', ({ trees: [tree] }) => tree!.leftLevels.reverse()],
    ['a threshold that is no number', ({ trees: [tree] }) => tree!.threshold.splice(0, 1, Number.NaN)],
    ['a negative cover', ({ trees: [tree] }) => tree!.cover.splice(0, 1, -1)],
    ['two features of a name', ({ features }) => features.push(features[0]!)],
    ['levels out of order', ({ features }) => (features[2] as { levels: string[] }).levels.reverse()],
  ])('is not one with %s', (_, spoil) => {
    expect(ensembleSchema.safeParse(spoilt(spoil)).success).toBe(false);
  });

  it('has at most 256 leaves in a tree', () => {
    const shape = { numbers: 1, categories: 0, trees: 1, leaves: 257, thresholds: 5 };
    expect(ensembleSchema.safeParse(randomEnsemble(new Random(1), shape)).success).toBe(false);
  });
});
