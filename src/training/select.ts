import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { chooseCalibrator } from '../calibration/chooseCalibrator.ts';
import type { FittedModel } from '../model/estimator.ts';
import { type FamilyName, familyNames } from '../model/families.ts';
import { fitFamily } from './fit.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { ModelProgram } from './modelProgram.ts';
import { breathe, type TrainingRun } from './trainingRun.ts';

/** A family's model, fitted on the training rows and calibrated on later ones. */
export interface CandidateModel {
  readonly family: FamilyName;
  readonly model: FittedModel;
  readonly calibrator: FittedCalibrator;
  /** Cross-validated log loss of the calibrated probabilities on the calibration rows. */
  readonly validationLogLoss: number;
}

/**
 * Fits and calibrates every family, or those named, the simplest first.
 *
 * @param rowsAre what the rows are called where progress is told.
 * @throws HandraiseError `interrupted` once the signal is aborted.
 */
export async function fitCandidates(
  { train, calibration }: { readonly train: LabelledRows; readonly calibration: LabelledRows },
  program: ModelProgram,
  { progress, signal }: Pick<TrainingRun, 'progress' | 'signal'>,
  { families = familyNames, rowsAre }: { readonly families?: readonly FamilyName[]; readonly rowsAre: string },
): Promise<readonly CandidateModel[]> {
  const { label, unit } = calibration;
  const onProgress = (done: number, total: number) => progress.advance(done, total);
  const candidates: CandidateModel[] = [];
  for (const family of families) {
    await breathe(signal);
    progress.stage(`fitting ${family} on ${train.rows} ${rowsAre}`);
    const model = await fitFamily(family, train, program, { signal, onProgress });
    const margins = model.margins(calibration.table);
    const { calibrator, validationLogLoss } = chooseCalibrator(program.calibration, margins, label, unit, program.seed);
    candidates.push({ family, model, calibrator: calibrator.fit(margins, label), validationLogLoss });
  }
  return candidates;
}

/** The candidate model of the least validation log loss, of equals the simplest; with too little data, the points score stands in. */
export function selectCandidate(candidates: readonly CandidateModel[], fallback: boolean): CandidateModel {
  const standIn = candidates.find(({ family }) => family === 'points');
  if (fallback && standIn) return standIn;
  return candidates.reduce((best, other) => (other.validationLogLoss < best.validationLogLoss ? other : best));
}
