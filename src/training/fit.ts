import { fitEncoded } from '../model/encoding/encodedModel.ts';
import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import type { FitRun, FittedModel } from '../model/estimator.ts';
import { type FamilyName, familyOf } from '../model/families.ts';
import type { Settings } from '../model/modelFamily.ts';
import { microsecondsOf } from '../time/instant.ts';
import type { ModelProgram } from './modelProgram.ts';

/**
 * Fits a family as the program says: with target statistics in the place of categories of high cardinality, or as they are; by the
 * program's settings or by default.
 *
 * @throws HandraiseError as the family's `fit`.
 */
export async function fitFamily(
  family: FamilyName,
  rows: DatedDataset,
  { features, horizonDays, seed, settings = {} }: Omit<ModelProgram, 'calibration'>,
  run: FitRun,
): Promise<FittedModel> {
  const record = familyOf(family);
  const found: Partial<Record<FamilyName, Settings>> = settings;
  const fitted = (data: DatedDataset) => record.fit(data, found[family] ?? {}, seed, run);
  if (features.highCardinality !== 'target-statistics') return fitted(rows);
  return fitEncoded(rows, record.encoded, microsecondsOf(horizonDays), fitted);
}
