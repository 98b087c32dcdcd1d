import { fewRowsPerLevelFeatures } from '../encoding/highCardinality.ts';
import type { Dataset } from '../estimator.ts';
import type { FamilyTuning, ModelFamily, Settings } from '../modelFamily.ts';
import { fitInTime } from './fitInTime.ts';
import { gradientBoosting, growTrees } from './gradientBoosting.ts';
import type { GradientBoostingOptions } from './options.ts';

/**
 * Small trees, of which each sees half the columns: a CRM has tens of thousands of snapshots, but some hundred to a thousand
 * conversions among them. Where there are more, trees are larger and see more columns: `leaves` is the number of 1,000 rows of the rarer class,
 * `columnSample` the share up to 2,000 of them. docs/explanation/tuning.md says how they were chosen.
 */
const tuning: FamilyTuning<'learningRate' | 'leaves' | 'minRows' | 'columnSample' | 'rowSample' | 'l2'> = {
  defaults: { learningRate: 0.08, leaves: 9, minRows: 40, columnSample: 0.5, rowSample: 1, l2: 10 },
  space: {
    learningRate: { low: 0.03, high: 0.2, scale: 'log' },
    leaves: { low: 3, high: 48, scale: 'log', whole: true },
    minRows: { low: 10, high: 400, scale: 'log', whole: true },
    columnSample: { low: 0.2, high: 1, scale: 'linear' },
    rowSample: { low: 0.5, high: 1, scale: 'linear' },
    l2: { low: 0.1, high: 100, scale: 'log' },
  },
  turns: 2,
};
/** More are grown only while validation rows gain by them. */
const growth = { trees: 1000, patience: 40 } as const;

/** Gradient boosting as a family of models. It tells levels of enough rows apart by itself, better than by target statistics. */
export const boostingFamily: ModelFamily<'boosting', 'learner', typeof tuning> = {
  name: 'boosting',
  aliases: ['gbm'],
  role: 'learner',
  title: 'boosted-tree model',
  short: 'boosted trees',
  works: 'also learns what matters only together with something else',
  strength: {
    title: 'Share of the gain',
    meaning:
      'the more the splits on a feature improved the trees while they were grown, as a share of what all splits brought',
    isShare: true,
  },
  encoded: fewRowsPerLevelFeatures,
  coded: fewRowsPerLevelFeatures,
  tuning,
  create: gradientBoosting,
  fit: (rows, settings, seed, run) => fitInTime(rows, growthOf(rows, settings, seed), run),
  grow: (rows, settings, seed, run) => growTrees(rows, growthOf(rows, settings, seed), run),
};

function growthOf(rows: Dataset, settings: Settings, seed: number): GradientBoostingOptions {
  return { ...growth, ...optionsOf({ ...tuning.defaults, ...settings }, rows), seed };
}

/** The settings for so many rows; those of weight k count k times. */
function optionsOf(
  { leaves, columnSample, ...others }: Record<keyof typeof tuning.defaults, number>,
  { label, weight }: Dataset,
): GradientBoostingOptions {
  const count = [0, 0];
  for (let row = 0; row < label.length; row++) count[label[row]!]! += weight ? weight[row]! : 1;
  const rarer = Math.min(count[0]!, count[1]!);
  const larger = Math.min(rarer / 1000, 16) ** 0.45;
  const more = Math.max(1, 1 + Math.log10(rarer / 2000));
  return {
    ...others,
    maxLeaves: Math.min(256, Math.max(4, Math.round(leaves * larger))),
    columnSample: Math.min(1, columnSample * more),
  };
}
