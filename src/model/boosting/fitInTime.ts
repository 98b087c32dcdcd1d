import { take } from '../../numeric/take.ts';
import { takeRows } from '../../table/table.ts';
import type { DatedDataset } from '../encoding/targetStatistics.ts';
import type { Dataset, FitRun, FittedModel } from '../estimator.ts';
import { ensembleOf, gradientBoosting } from './gradientBoosting.ts';
import type { GradientBoostingOptions } from './options.ts';

/** Share of the rows, of the latest dates, that tell how many trees are enough. */
const latestShare = 0.2;

/**
 * Fits trees twice: on the earlier dates, to see how many are enough for the later ones, then so many on all. Where the dates leave
 * no two parts of both classes, it grows as many trees as an estimator does by default.
 *
 * @throws HandraiseError as the estimator's `fit`.
 */
export async function fitInTime(
  rows: DatedDataset,
  options: GradientBoostingOptions,
  run: FitRun,
): Promise<FittedModel> {
  const parts = partsInTime(rows);
  if (!parts) {
    const { trees: _most, ...others } = options;
    return gradientBoosting(others).fit(rows, run);
  }
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
