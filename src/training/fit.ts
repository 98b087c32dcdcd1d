import { fitEncoded } from '../model/encoding/encodedModel.ts';
import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import type { FitRun, FittedModel } from '../model/estimator.ts';
import { type EstimatorName, fittedFamilyOf } from '../model/families.ts';
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
  family: EstimatorName,
  rows: DatedDataset,
  { features, horizonDays, seed, settings = {} }: Omit<ModelProgram, 'calibration'>,
  run: FitRun,
): Promise<FittedModel> {
  const record = fittedFamilyOf(family);
  const found: Partial<Record<EstimatorName, Settings>> = settings;
  const fitted = (data: DatedDataset, validation = run.validation) =>
    record.fit(data, found[family] ?? {}, seed, { ...run, validation });
  if (features.highCardinality !== 'target-statistics') return fitted(rows);
  return fitEncoded(rows, record.encoded, microsecondsOf(horizonDays), (data, encode) =>
    fitted(data, run.validation && { ...run.validation, table: encode(run.validation.table) }),
  );
}
