import { codedRows } from '../model/encoding/codedModel.ts';
import { asTheyAre, type EncodedRows, encodedRows } from '../model/encoding/encodedModel.ts';
import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import type { Dataset, FitRun, FittedModel } from '../model/estimator.ts';
import { type EstimatorName, fittedFamilyOf } from '../model/families.ts';
import type { GrownModel, Settings } from '../model/modelFamily.ts';
import { weightedRows } from '../model/weightedRows.ts';
import type { Table } from '../table/table.ts';
import { microsecondsOf } from '../time/instant.ts';
import type { ModelProgram } from './modelProgram.ts';

type FittingProgram = Omit<ModelProgram, 'calibration'>;

/**
 * Fits a family as the program says: with target statistics in the place of categories of high cardinality, or as they are; by the
 * program's settings or by default.
 *
 * @throws HandraiseError as the family's `fit`.
 */
export async function fitFamily(
  family: EstimatorName,
  rows: DatedDataset,
  program: FittingProgram,
  run: Omit<FitRun, 'validation'>,
): Promise<FittedModel> {
  const { data, model } = encodedFor(family, rows, program);
  return model(await fittedFamilyOf(family).fit(data, settingsOf(family, program), program.seed, run));
}

/**
 * The same, of which the caller decides how many steps count: of a family that grows step by step, by what each brings on the validation rows. Of any
 * other there is one model.
 *
 * @param coded categories of the rows beside which codes of their levels stand: see `codedFeatures`.
 * @throws HandraiseError as the family's `fit`.
 */
export async function growFamily(
  family: EstimatorName,
  rows: DatedDataset,
  program: FittingProgram,
  run: FitRun & { readonly validation: Dataset },
  coded: readonly string[] = [],
): Promise<GrownModel> {
  const record = fittedFamilyOf(family);
  const codes = coded.length > 0 ? codedRows(rows, coded) : asTheyAre(rows);
  const encoded = encodedFor(family, codes.data, program);
  const { data } = encoded;
  const encode = (table: Table) => encoded.encode(codes.encode(table));
  const model = (learned: FittedModel) => codes.model(encoded.model(learned));
  const settings = settingsOf(family, program);
  if (!record.grow) {
    const only = model(await record.fit(data, settings, program.seed, run));
    return { losses: [], first: () => only };
  }
  const validation = { ...run.validation, table: encode(run.validation.table) };
  const { losses, first } = await record.grow(data, settings, program.seed, { ...run, validation });
  return { losses, first: (steps) => model(first(steps)) };
}

/** The categories beside which a family may have codes of their levels: whether it has any, folds decide. */
export function codedFeatures(
  family: EstimatorName,
  rows: DatedDataset,
  { features }: FittingProgram,
): readonly string[] {
  if (features.highCardinality !== 'target-statistics') return [];
  return fittedFamilyOf(family).coded?.(rows.table, weightedRows(rows)) ?? [];
}

function encodedFor(
  family: EstimatorName,
  rows: DatedDataset,
  { features, horizonDays }: FittingProgram,
): EncodedRows<DatedDataset> {
  if (features.highCardinality !== 'target-statistics') return asTheyAre(rows);
  return encodedRows(rows, fittedFamilyOf(family).encoded, microsecondsOf(horizonDays));
}

function settingsOf(family: EstimatorName, { settings = {} }: FittingProgram): Settings {
  const found: Partial<Record<EstimatorName, Settings>> = settings;
  return found[family] ?? {};
}
