import type { Tree, TreeEnsemble } from './ensemble.ts';
import { meanValues } from './scoring/coverShares.ts';
import { conditionOf, float32 } from './xgboostNumber.ts';

/** XGBoost's number for a node without a parent. */
const noParent = 2 ** 31 - 1;

/**
 * The text of an ensemble in the JSON model format of XGBoost 1.7, objective `binary:logistic`, for a file ending in `.json`
 * that `xgboost.Booster(model_file=…)` loads. Margins there agree to about 1e-6 of their size: XGBoost computes in float32.
 *
 * Columns come in the order of the features. Numbers are float32: a threshold becomes the least float32 above it, because
 * XGBoost sends x < condition to the left, so that every finite float32 goes where `x ≤ threshold` sends it. Missing is NaN.
 *
 * Categories are passed as codes: a level's position in `levels`. Levels that are not listed must be passed as missing. XGBoost
 * lists the categories that go right and wants at least one: where all levels go left it is the code behind the last level, which
 * never occurs.
 *
 * The base is a first tree of a single leaf, and base_score is 0.5, log-odds 0: as a probability close to 1 the base would lose
 * most of its digits in float32. So the file has one tree more than the ensemble.
 *
 * @param ensemble such as `ensembleOf(model)`
 * @example
 * const table = createTable(6, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3, 4, 5) }]);
 * const data = { table, label: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const model = await gradientBoosting({ trees: 3, minRows: 1 }).fit(data);
 * JSON.parse(toXgboostJson(ensembleOf(model))).learner.feature_names // ['visits']
 */
export function toXgboostJson({ features, base, trees }: TreeEnsemble): string {
  const width = String(features.length);
  const levels = features.map((feature) => (feature.type === 'category' ? feature.levels.length : 0));
  const exported = [treeOf(singleLeaf(base)), ...trees.map((tree) => treeOf(tree))];
  return JSON.stringify({
    learner: {
      attributes: {},
      feature_names: features.map(({ name }) => name),
      feature_types: features.map(({ type }) => (type === 'category' ? 'c' : 'float')),
      gradient_booster: {
        model: {
          gbtree_model_param: { num_parallel_tree: '1', num_trees: String(exported.length), size_leaf_vector: '0' },
          tree_info: exported.map(() => 0),
          trees: exported.map((tree, id) => ({
            ...tree,
            id,
            tree_param: {
              num_deleted: '0',
              num_feature: width,
              num_nodes: String(tree.parents.length),
              size_leaf_vector: '0',
            },
          })),
        },
        name: 'gbtree',
      },
      learner_model_param: {
        base_score: '5E-1',
        boost_from_average: '0',
        num_class: '0',
        num_feature: width,
        num_target: '1',
      },
      objective: { name: 'binary:logistic', reg_loss_param: { scale_pos_weight: '1' } },
    },
    version: [1, 7, 4],
  });

  /** Node 0 is the root, and split s has the nodes 1 + 2 s and 2 + 2 s: XGBoost takes the right child to follow the left one. */
  function treeOf(tree: Tree) {
    const means = meanValues(tree);
    const parents = [noParent, ...tree.feature.flatMap((_, split) => [split, split])];
    const children = tree.feature.flatMap((_, split) => [tree.left[split]!, tree.right[split]!]);
    /** What each node is: a split, or −1 − leaf. */
    const nodes = [tree.feature.length > 0 ? 0 : -1, ...children];
    const nodeOf = new Map(nodes.map((content, node) => [content, node]));
    const ofNodes = <T>(ofSplit: (split: number) => T, ofLeaf: (leaf: number) => T) =>
      nodes.map((content) => (content >= 0 ? ofSplit(content) : ofLeaf(-1 - content)));
    return {
      ...rightCategories(tree, nodes),
      base_weights: ofNodes(
        (split) => float32(means[split]!),
        (leaf) => float32(tree.value[leaf]!),
      ),
      default_left: ofNodes(
        (split) => Number(tree.missingLeft[split]),
        () => 0,
      ),
      left_children: ofNodes(
        (split) => 1 + 2 * split,
        () => -1,
      ),
      loss_changes: ofNodes(
        (split) => float32(tree.gain[split]!),
        () => float32(0),
      ),
      parents: parents.map((split) => nodeOf.get(split) ?? noParent),
      right_children: ofNodes(
        (split) => 2 + 2 * split,
        () => -1,
      ),
      split_conditions: ofNodes(
        (split) => (tree.leftLevels[split] ? float32(0) : conditionOf(tree.threshold[split]!)),
        (leaf) => float32(tree.value[leaf]!),
      ),
      split_indices: ofNodes(
        (split) => tree.feature[split]!,
        () => 0,
      ),
      split_type: ofNodes(
        (split) => (tree.leftLevels[split] ? 1 : 0),
        () => 0,
      ),
      sum_hessian: ofNodes(
        (split) => float32(tree.cover[split]!),
        (leaf) => float32(tree.leafCover[leaf]!),
      ),
    };
  }

  function rightCategories({ feature, leftLevels }: Tree, nodes: readonly number[]) {
    const categories: number[] = [];
    const categoryNodes: number[] = [];
    const segments: number[] = [];
    const sizes: number[] = [];
    nodes.forEach((split, node) => {
      const left = leftLevels[split];
      if (!left) return;
      const goLeft = new Set(left);
      const codes = Array.from({ length: levels[feature[split]!]! }, (_, code) => code);
      const goRight = codes.filter((code) => !goLeft.has(code));
      if (goRight.length === 0) goRight.push(codes.length);
      categoryNodes.push(node);
      segments.push(categories.length);
      sizes.push(goRight.length);
      categories.push(...goRight);
    });
    return {
      categories,
      categories_nodes: categoryNodes,
      categories_segments: segments,
      categories_sizes: sizes,
    };
  }
}

function singleLeaf(value: number): Tree {
  return {
    feature: [],
    threshold: [],
    leftLevels: [],
    missingLeft: [],
    left: [],
    right: [],
    gain: [],
    cover: [],
    leafCover: [1],
    value: [value],
  };
}
