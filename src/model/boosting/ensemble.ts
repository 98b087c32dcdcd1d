import { z } from 'zod';

const position = z.number().int().min(0).max(0x7fffffff);
const amount = z.number().min(0);

const featureSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('number'), name: z.string().min(1) }),
  z.strictObject({
    type: z.literal('category'),
    name: z.string().min(1),
    /** The levels that splits tell apart, ascending by UTF-16 code units; all others count as missing. */
    levels: z
      .array(z.string())
      .max(254)
      .refine((levels) => levels.every((level, i) => i === 0 || levels[i - 1]! < level), {
        error: 'levels do not ascend',
      }),
  }),
]);

const treeSchema = z.strictObject({
  /** Per split, the root first: position of its feature. */
  feature: z.array(position),
  /** Per split on a number: values up to it go left. 0 where the feature is a category. */
  threshold: z.array(z.number()),
  /** Per split on a category: ascending positions of the levels that go left; the feature's others go right. Null for numbers. */
  leftLevels: z.array(z.array(position).nullable()),
  /** Per split: whether missing values go left, and with them every level that the feature does not list. */
  missingLeft: z.array(z.boolean()),
  /** Per split: the split that its left rows meet next, or −1 − leaf. A split comes before those below it. */
  left: z.array(z.number().int()),
  right: z.array(z.number().int()),
  /** Per split: what it brought, as twice the decrease of the loss in its quadratic approximation. */
  gain: z.array(amount),
  /** Per split and per leaf: Σ weight · p · (1 − p) of the training rows that reach it. */
  cover: z.array(amount),
  leafCover: z.array(amount),
  /** Per leaf, of which there are at most 256: what it adds to the margin, in log-odds. */
  value: z.array(z.number()).max(256),
});

/** One tree, by columns. A tree with n splits has n + 1 leaves; one without any is the single leaf 0. */
export type Tree = z.output<typeof treeSchema>;

/** A feature of an ensemble. */
export type EnsembleFeature = z.output<typeof featureSchema>;

export const ensembleSchema = z
  .strictObject({
    features: z
      .array(featureSchema)
      .refine((features) => new Set(features.map(({ name }) => name)).size === features.length, {
        error: 'a feature occurs twice',
      }),
    /** Margin before any tree: the log-odds of the base rate. */
    base: z.number(),
    trees: z.array(treeSchema),
  })
  .superRefine(({ features, trees }, context) => {
    trees.forEach((tree, at) => {
      const error = flawOf(tree, features);
      if (error) context.addIssue({ code: 'custom', path: ['trees', at], message: error });
    });
  });

/** Trees whose values add up, with the base, to a margin. */
export type TreeEnsemble = z.output<typeof ensembleSchema>;

/** Why the columns do not make a tree over these features; undefined where they do. */
function flawOf(tree: Tree, features: readonly EnsembleFeature[]): string | undefined {
  const splits = tree.feature.length;
  const bySplit = [tree.threshold, tree.leftLevels, tree.missingLeft, tree.left, tree.right, tree.gain, tree.cover];
  if (bySplit.some((column) => column.length !== splits)) return 'not every column has an entry per split';
  if (tree.value.length !== splits + 1 || tree.leafCover.length !== splits + 1) return 'not one leaf more than splits';
  const reached = new Set<number>();
  for (let split = 0; split < splits; split++) {
    const feature = features[tree.feature[split]!];
    const levels = tree.leftLevels[split]!;
    if (!feature) return `split ${split} has no feature`;
    if ((levels !== null) !== (feature.type === 'category')) return `split ${split} is not of its feature's type`;
    if (levels?.some((level, i) => level >= levelCount(feature) || (i > 0 && level <= levels[i - 1]!)))
      return `split ${split} has levels that its feature has not`;
    for (const child of [tree.left[split]!, tree.right[split]!]) {
      if (child >= splits || child < -splits - 1 || (child >= 0 && child <= split) || reached.has(child))
        return `split ${split} leads nowhere, back, or where another leads`;
      reached.add(child);
    }
  }
  return undefined;
}

function levelCount(feature: EnsembleFeature): number {
  return feature.type === 'category' ? feature.levels.length : 0;
}
