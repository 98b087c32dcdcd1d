import { finiteLogOdds } from '../../calibration/corrected.ts';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import type { LoadedModel } from '../../registry/loadedModel.ts';
import type { RecentRows } from '../../training/recalibrate.ts';
import type { Extract } from '../extract/extract.ts';
import { accountsOf, rowsOf } from '../extract/labelledExtract.ts';
import { laterRows } from './unseenRows.ts';

/**
 * What a model said of the matured rows of dates after those it was judged on, of units it has not learned from, and what became of them.
 *
 * @throws HandraiseError `data` while fewer rows of either class have matured than a test needs (`minimum.testPositives`).
 */
export function recentRows(champion: LoadedModel, read: Extract, program: Program): RecentRows {
  const later = laterRows(read, program, champion.artefact);
  const rows = rowsOf(read).take(later);
  const positives = positivesOf(rows);
  const needed = program.minimum.testPositives;
  if (positives < needed || rows.rows - positives < needed)
    throw new HandraiseError(
      'data',
      `too few outcomes are known after the test dates of ${champion.modelId}: ${rows.rows} snapshots, ${positives} of them with an outcome`,
      {
        hint: `wait for later dates: ${needed} snapshots with an outcome and ${needed} without are required (minimum.testPositives)`,
      },
    );
  // The model that scores may have learned from these units; what the judged one says of them is as what is said of rows to come.
  const margins = champion.judged.model.margins(rows.table);
  const probabilities = champion.calibrator.probabilities(margins);
  const dates = rows.asOf.toSorted();
  return {
    ...{ rows, margins, probabilities, from: dates[0]!, to: dates.at(-1)! },
    account: accountsOf(read, later),
    logOdds: finiteLogOdds(probabilities),
    dataFingerprint: read.fingerprint,
  };
}

/** Rows with an outcome. */
export function positivesOf({ label }: RecentRows['rows']): number {
  return label.reduce((sum, value) => sum + value, 0);
}
