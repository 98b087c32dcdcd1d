import type { FittedCalibrator } from '../calibration/calibrator.ts';
import type { FittedModel } from '../model/estimator.ts';
import type { EstimatorName, FamilyName } from '../model/families.ts';
import type { LogisticLine } from '../numeric/logisticLine.ts';
import type { LabelledRows } from './labelledRows.ts';

/** A family's model, fitted fold by fold, with the calibrator that its out-of-fold margins ask for. */
export interface CandidateModel {
  readonly family: FamilyName;
  readonly model: FittedModel;
  /** What makes its margins probabilities: `calibration`, then the correction where there is one. */
  readonly calibrator: FittedCalibrator;
  /** Fitted on the out-of-fold margins. */
  readonly calibration: FittedCalibrator;
  /** What the latest rows ask for beyond it; see `laterLine`. */
  readonly correction: LogisticLine | undefined;
  readonly outOfFold: OutOfFold;
  /** Cross-validated log loss of the calibrated probabilities on the rows that are learned from: of each, and their mean. */
  readonly losses: Float64Array;
  readonly validationLogLoss: number;
}

/** Margins of rows by models that have not learned from them. */
export interface OutOfFold {
  /** Their numbers among the rows that are learned from. */
  readonly rows: Int32Array;
  readonly margins: Float64Array;
  readonly label: Uint8Array;
  readonly unit: Int32Array;
}

/** What models say of the latest rows, and of earlier ones: none of them has learned from either. */
export interface LatestMargins {
  readonly margins: Float64Array;
  readonly earlier: { readonly margins: Float64Array; readonly label: Uint8Array };
}

/** Rows of the latest dates, among those that are learned from. */
export interface LatestRows {
  readonly rows: LabelledRows;
  /** Share of the rows that are learned from which are earlier. */
  readonly earlierShare: number;
  marginsOf(family: EstimatorName): Promise<LatestMargins>;
}
