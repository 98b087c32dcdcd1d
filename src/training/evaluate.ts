import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { FittedModel } from '../model/estimator.ts';
import { sigmoid } from '../numeric/special.ts';
import type { CandidateModel } from './candidateModel.ts';
import type { LabelledRows } from './labelledRows.ts';

/** A model with its calibrator. */
export interface CalibratedModel {
  readonly model: FittedModel;
  readonly calibrator: FittedCalibrator;
}

/** How a candidate model does on rows it has never seen. */
export interface EvaluatedModel {
  readonly candidate: CandidateModel;
  readonly margins: Float64Array;
  readonly probabilities: Float64Array;
  readonly evaluation: Evaluation;
}

/** Evaluates the calibrated probabilities of a candidate model on the given rows. */
export function evaluateCandidate(candidate: CandidateModel, rows: LabelledRows, seed: number): EvaluatedModel {
  const margins = candidate.model.margins(rows.table);
  const probabilities = candidate.calibrator.probabilities(margins);
  return { candidate, margins, probabilities, evaluation: evaluateRows(rows, probabilities, seed) };
}

/** The same rows by the raw margins, before calibration. */
export function evaluateUncalibrated({ margins }: EvaluatedModel, rows: LabelledRows, seed: number): Evaluation {
  return evaluateRows(rows, Float64Array.from(margins, sigmoid), seed);
}

/** Evaluates probabilities of the given rows. */
export function evaluateRows(
  { label, unit, order }: Pick<LabelledRows, 'label' | 'unit' | 'order'>,
  probabilities: Float64Array,
  seed: number,
): Evaluation {
  return evaluate({ probabilities, label, unit, tieOrder: order }, { seed });
}
