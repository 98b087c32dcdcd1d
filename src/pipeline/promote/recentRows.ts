import { finiteLogOdds } from '../../calibration/corrected.ts';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import { takeRows } from '../../table/table.ts';
import { isoOf } from '../../time/instant.ts';
import type { Extract } from '../extract/extract.ts';
import { takeFloat64, takeInt32, takeUint8 } from '../take.ts';
import { laterRows } from './unseenRows.ts';

/** Matured rows of dates after those that a model was judged on, of units it has not learned from. */
export interface RecentRows {
  readonly rows: Int32Array;
  readonly from: string;
  readonly to: string;
  readonly positives: number;
  readonly margins: Float64Array;
  readonly probabilities: Float64Array;
  readonly logOdds: Float64Array;
  readonly label: Uint8Array;
  readonly unit: Int32Array;
}

/**
 * What a model said of the dates after those it was judged on, and what became of it.
 *
 * @throws HandraiseError `data` while fewer rows of either class have matured than a test needs (`minimum.testPositives`).
 */
export function recentRows(champion: LoadedModel, read: Extract, program: Program): RecentRows {
  const { snapshots } = read;
  const rows = laterRows(read, program, champion.artefact);
  const label = takeUint8(snapshots.label, rows);
  const positives = label.reduce((sum, value) => sum + value, 0);
  const needed = program.minimum.testPositives;
  if (positives < needed || rows.length - positives < needed)
    throw new HandraiseError(
      'data',
      `${rows.length} snapshots of dates after those ${champion.modelId} was judged on have matured, ${positives} of them with an outcome: too few to tell`,
      { hint: `${needed} with and ${needed} without are asked for (minimum.testPositives): wait for later dates` },
    );
  const margins = champion.model.margins(takeRows(read.features.table, rows));
  const probabilities = champion.calibrator.probabilities(margins);
  const dates = takeFloat64(snapshots.asOf, rows).sort();
  return {
    ...{ rows, label, positives, margins, probabilities, from: isoOf(dates[0]!), to: isoOf(dates.at(-1)!) },
    logOdds: finiteLogOdds(probabilities),
    unit: takeInt32(snapshots.unit, rows),
  };
}
