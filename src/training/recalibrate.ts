import { corrected, correctedAgain, correctProbabilities } from '../calibration/corrected.ts';
import { fitVennAbers } from '../calibration/vennAbers.ts';
import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import type { Recalibration } from '../evaluation/recalibrate.ts';
import { notice } from '../notice/notice.ts';
import { accountRows } from '../ranking/accounts/accountRows.ts';
import type { FittedRollUp } from '../ranking/accounts/rollUp.ts';
import { type Instant, isoOf } from '../time/instant.ts';
import type { Artefact } from './artefact.ts';
import { accountReferenceOf } from './artefactOf.ts';
import { crossFitted } from './crossFittedLine.ts';
import { type CalibratedModel, evaluateRows } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';

/** A model as it was registered. */
export interface RegisteredTraining extends CalibratedModel {
  readonly modelId: string;
  readonly artefact: Artefact;
  readonly rollUp: FittedRollUp;
}

/** Rows of dates after those that a model was judged on, and what it said of them. */
export interface RecentRows {
  readonly rows: LabelledRows;
  /** Number of the account of each row, −1 for none. */
  readonly account: Int32Array;
  /** First and last as-of date. */
  readonly from: Instant;
  readonly to: Instant;
  readonly margins: Float64Array;
  readonly probabilities: Float64Array;
  /** Of the probabilities, finite. */
  readonly logOdds: Float64Array;
  readonly dataFingerprint: string;
}

/**
 * A model whose log-odds are moved by the line that recent rows ask for. All but its probabilities stays as it was, and so does how those of contacts become those of accounts; how true they are
 * now is judged on the same rows, by lines that the row's unit had no part in.
 *
 * @param gatesOf what the gates say of the result.
 */
export function recalibrate(
  model: RegisteredTraining,
  recent: RecentRows,
  { line, tests }: Recalibration,
  { seed, gatesOf }: { readonly seed: number; readonly gatesOf: (result: TrainingResult) => TrainingResult['gates'] },
): { readonly artefact: Artefact; readonly result: TrainingResult } {
  const { artefact } = model;
  const { rows, account, probabilities: before, logOdds, margins } = recent;
  const { label, unit } = rows;
  const after = crossFitted({ logOdds, label, unit }, { line, shiftOnly: line.slope === 1, seed });
  const of = artefact.result;
  const found: TrainingResult = {
    ...of,
    warnings: [
      notice('corrected', { modelId: model.modelId, from: isoOf(recent.from), to: isoOf(recent.to) }),
      ...of.warnings,
    ],
    recalibration: {
      ...{ modelId: model.modelId, from: recent.from, to: recent.to, line, pValue: tests.noneToBoth.pValue },
      ...{ before: evaluateRows(rows, before, seed), after: evaluateRows(rows, after, seed) },
      dataFingerprint: recent.dataFingerprint,
      difference: compareLogLoss({ probabilities: after, other: before, label, unit }, { seed }),
    },
  };
  const result = { ...found, gates: gatesOf(found) };
  const reference = accountRows(
    {
      account,
      asOf: rows.asOf,
      probability: corrected(model.calibrator, line).probabilities(margins),
      table: rows.table,
    },
    model.rollUp.reads,
  );
  const correction = correctedAgain(artefact.correction, line);
  const { calibrator, judged } = artefact;
  return {
    result,
    artefact: {
      ...artefact,
      correction,
      judged: judged && { parameters: judged.parameters, calibrator, correction },
      vennAbers: fitVennAbers(margins, label),
      // A line of positive slope keeps the order, so that quantiles stay quantiles.
      reference: [...correctProbabilities(Float64Array.from(artefact.reference), line).sort()],
      accountReference: accountReferenceOf({ rollUp: model.rollUp, reference }),
      result,
    },
  };
}
