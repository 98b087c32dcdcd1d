import { fewRowsPerLevelFeatures } from '../encoding/highCardinality.ts';
import type { FamilyTuning, ModelFamily } from '../modelFamily.ts';
import { fitInTime } from './fitInTime.ts';
import { gradientBoosting } from './gradientBoosting.ts';

/**
 * Small trees, of which each sees half the columns: a CRM has tens of thousands of snapshots, but some hundred to a thousand
 * conversions among them. Against the general defaults these had the lower log loss on held-out rows of three public data sets (leads of an
 * education company, a bank's calls, a shop's mailings) and on the calibration dates of invented companies.
 */
const tuning: FamilyTuning<'learningRate' | 'maxLeaves' | 'minRows' | 'columnSample' | 'rowSample' | 'l2'> = {
  defaults: { learningRate: 0.08, maxLeaves: 12, minRows: 40, columnSample: 0.5, rowSample: 1, l2: 5 },
  space: {
    learningRate: { low: 0.03, high: 0.2, scale: 'log' },
    maxLeaves: { low: 4, high: 64, scale: 'log', whole: true },
    minRows: { low: 10, high: 400, scale: 'log', whole: true },
    columnSample: { low: 0.2, high: 1, scale: 'linear' },
    rowSample: { low: 0.5, high: 1, scale: 'linear' },
    l2: { low: 0.1, high: 100, scale: 'log' },
  },
  turns: 2,
};

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
  tuning,
  create: gradientBoosting,
  fit(rows, settings, seed, run) {
    const options = { ...tuning.defaults, ...settings, seed };
    return run.validation ? gradientBoosting(options).fit(rows, run) : fitInTime(rows, options, run);
  },
};
