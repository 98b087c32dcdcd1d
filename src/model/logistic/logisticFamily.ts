import { additiveStrength } from '../additiveModel.ts';
import { highCardinalityFeatures } from '../encoding/highCardinality.ts';
import type { FamilyTuning, ModelFamily } from '../modelFamily.ts';
import { growLogistic } from './growLogistic.ts';
import { logistic } from './logistic.ts';

const tuning: FamilyTuning<'l2' | 'l1'> = {
  defaults: { l2: 10, l1: 0 },
  space: {
    l2: { low: 0.1, high: 1000, scale: 'log' },
    l1: { low: 0.1, high: 30, scale: 'log', zero: 0.5 },
  },
  turns: 1,
};

/** Logistic regression as a family of models. */
export const logisticFamily: ModelFamily<'logistic', 'learner', typeof tuning> = {
  name: 'logistic',
  aliases: [],
  role: 'learner',
  title: 'logistic regression',
  works: 'adds up an effect of every feature',
  strength: additiveStrength,
  encoded: highCardinalityFeatures,
  tuning,
  create: logistic,
  fit: (rows, settings, _seed, run) => logistic({ ...tuning.defaults, ...settings }).fit(rows, run),
  grow: (rows, settings, _seed, run) => growLogistic(rows, { ...tuning.defaults, ...settings }, run),
};
