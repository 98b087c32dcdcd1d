import { ensembleOf, gradientBoosting } from '../model/boosting/gradientBoosting.ts';
import { fitEncoded } from '../model/encoding/encodedModel.ts';
import { fewRowsPerLevelFeatures, highCardinalityFeatures } from '../model/encoding/highCardinality.ts';
import type { DatedDataset } from '../model/encoding/targetStatistics.ts';
import type { Dataset, FitRun, FittedModel } from '../model/estimator.ts';
import { estimatorOf, type FamilyName } from '../model/families.ts';
import { logistic } from '../model/logistic/logistic.ts';
import { take } from '../numeric/take.ts';
import { takeRows } from '../table/table.ts';
import { microsecondsOf } from '../time/instant.ts';
import { defaultSettings, type FamilySettings } from '../tuning/settings.ts';
import type { ModelProgram } from './modelProgram.ts';

/** Share of the rows, of the latest dates, that tell how many trees are enough. */
const latestShare = 0.2;

/** Boosting tells levels of enough rows apart by itself, and better. */
const encodedFeatures = {
  'base-rate': () => [],
  points: highCardinalityFeatures,
  logistic: highCardinalityFeatures,
  boosting: fewRowsPerLevelFeatures,
} as const satisfies Record<FamilyName, typeof highCardinalityFeatures>;

/**
 * Fits a family as the program says: with target statistics in the place of categories of high cardinality, or as they are; by the
 * program's settings or by default. `seed` decides what each boosted tree sees.
 *
 * Boosting is fitted twice: on the earlier dates, to see how many trees are enough for the later ones, then so many on all. Where
 * the dates leave no two parts of both classes, it grows as many trees as by default.
 *
 * @throws HandraiseError as the family's `fit`.
 */
export async function fitFamily(
  family: FamilyName,
  rows: DatedDataset,
  { features, horizonDays, seed, settings }: Omit<ModelProgram, 'calibration'>,
  run: FitRun,
): Promise<FittedModel> {
  if (features.highCardinality !== 'target-statistics') return fitSettings(family, rows, seed, run, settings);
  return fitEncoded(rows, encodedFeatures[family], microsecondsOf(horizonDays), (encoded) =>
    fitSettings(family, encoded, seed, run, settings),
  );
}

async function fitSettings(
  family: FamilyName,
  rows: DatedDataset,
  seed: number,
  run: FitRun,
  settings: Partial<FamilySettings> = {},
): Promise<FittedModel> {
  const found = { ...defaultSettings, ...settings };
  if (family === 'logistic') return logistic(found.logistic).fit(rows, run);
  if (family !== 'boosting') return estimatorOf(family).fit(rows, run);
  const options = { ...found.boosting, seed };
  const parts = partsInTime(rows);
  if (!parts) return gradientBoosting(options).fit(rows, run);
  const first = await gradientBoosting(options).fit(parts.earlier, { ...run, validation: parts.latest });
  const trees = Math.max(1, ensembleOf(first).trees.length);
  return gradientBoosting({ ...options, trees }).fit(rows, run);
}

/** Dates stay whole; undefined where a part would be without a class. */
function partsInTime(rows: DatedDataset): { readonly earlier: Dataset; readonly latest: Dataset } | undefined {
  const sorted = rows.asOf.toSorted();
  const from = sorted[Math.floor((1 - latestShare) * sorted.length)]!;
  // A last date of many rows is the latest part alone.
  const cut = from > sorted[0]! ? from : sorted.find((date) => date > from);
  if (cut === undefined) return undefined;
  const all = Int32Array.from(rows.asOf, (_, row) => row);
  const part = (holds: (date: number) => boolean) =>
    partOf(
      rows,
      all.filter((row) => holds(rows.asOf[row]!)),
    );
  const earlier = part((date) => date < cut);
  const latest = part((date) => date >= cut);
  return hasBoth(earlier) && hasBoth(latest) ? { earlier, latest } : undefined;
}

function partOf({ table, label, weight }: Dataset, rows: Int32Array): Dataset {
  return {
    table: takeRows(table, rows),
    label: take(label, rows),
    ...(weight ? { weight: take(weight, rows) } : {}),
  };
}

function hasBoth({ label }: Dataset): boolean {
  return label.includes(0) && label.includes(1);
}
