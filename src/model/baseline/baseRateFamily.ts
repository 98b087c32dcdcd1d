import { additiveStrength } from '../additiveModel.ts';
import type { ModelFamily } from '../modelFamily.ts';
import { baseRate } from './baseRate.ts';

/** The base rate as a family of models. */
export const baseRateFamily: ModelFamily<'base-rate', 'baseline', null> = {
  name: 'base-rate',
  aliases: [],
  role: 'baseline',
  title: 'base rate',
  works: 'gives everybody the same probability',
  strength: additiveStrength,
  encoded: () => [],
  tuning: null,
  create: baseRate,
  fit: (rows, _settings, _seed, run) => baseRate().fit(rows, run),
};
