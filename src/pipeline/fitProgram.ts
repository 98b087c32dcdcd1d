import { fitEncoded } from '../model/encoding/encodedModel.ts';
import { fewRowsPerLevelFeatures, highCardinalityFeatures } from '../model/encoding/highCardinality.ts';
import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import type { FitRun, FittedModel } from '../model/estimator.ts';
import type { FamilyName } from '../model/families.ts';
import { microsecondsOf } from '../time/instant.ts';
import { fitFamily } from './fitFamily.ts';
import type { ModelProgram } from './tournament.ts';

/** Boosting tells levels of enough rows apart by itself, and better. */
const encodedFeatures = {
  'base-rate': () => [],
  points: highCardinalityFeatures,
  logistic: highCardinalityFeatures,
  boosting: fewRowsPerLevelFeatures,
} as const satisfies Record<FamilyName, typeof highCardinalityFeatures>;

/**
 * Fits a family as the program says: with target statistics in the place of categories of high cardinality, or as they are.
 *
 * @throws HandraiseError as `fitFamily`.
 */
export async function fitProgram(
  family: FamilyName,
  rows: DatedDataset,
  { features, horizonDays, seed, settings }: Omit<ModelProgram, 'calibration'>,
  run: FitRun,
): Promise<FittedModel> {
  if (features.highCardinality !== 'target-statistics') return fitFamily(family, rows, seed, run, settings);
  return fitEncoded(rows, encodedFeatures[family], microsecondsOf(horizonDays), (encoded) =>
    fitFamily(family, encoded, seed, run, settings),
  );
}
