import { HandraiseError } from '../errors.ts';
import { baseRate } from './baseline/baseRate.ts';
import { gradientBoosting } from './boosting/gradientBoosting.ts';
import { loadingEncoded } from './encoding/encodedModel.ts';
import type { Estimator } from './estimator.ts';
import { logistic } from './logistic/logistic.ts';
import { points } from './points/points.ts';

/** Families this program can fit and load, the simplest first. */
export const familyNames = ['base-rate', 'points', 'logistic', 'boosting'] as const;
export type FamilyName = (typeof familyNames)[number];

const families: Readonly<Record<FamilyName, () => Estimator>> = {
  'base-rate': baseRate,
  points,
  logistic,
  boosting: gradientBoosting,
};

/**
 * The estimator of a family with its default options, also to load what any options have fitted.
 *
 * @throws HandraiseError `artefact` for a name that is none of `familyNames`.
 */
export function estimatorOf(family: string): Estimator {
  const name = familyNames.find((known) => known === family);
  if (!name)
    throw new HandraiseError(
      'artefact',
      `the model is of the family ${JSON.stringify(family)}, which is not known here`,
      {
        hint: 'upgrade handraise',
      },
    );
  return loadingEncoded(families[name]());
}
