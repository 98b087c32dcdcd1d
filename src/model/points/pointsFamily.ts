import { additiveStrength } from '../additiveModel.ts';
import { highCardinalityFeatures } from '../encoding/highCardinality.ts';
import type { ModelFamily } from '../modelFamily.ts';
import { points } from './points.ts';

/** The points score as a family of models. */
export const pointsFamily: ModelFamily<'points', 'baseline', null> = {
  name: 'points',
  aliases: [],
  role: 'baseline',
  title: 'points score',
  works: 'adds up a few obvious signs',
  strength: additiveStrength,
  encoded: highCardinalityFeatures,
  tuning: null,
  create: points,
  fit: (rows, _settings, _seed, run) => points().fit(rows, run),
};
