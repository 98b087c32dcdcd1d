import { chooseCalibrator } from '../calibration/chooseCalibrator.ts';
import { corrected, finiteLogOdds } from '../calibration/corrected.ts';
import { meanGap } from '../calibration/heldOutLosses.ts';
import { type FamilyName, familyNames } from '../model/families.ts';
import { take } from '../numeric/take.ts';
import { type Stacked, stacked } from './blend.ts';
import type { CandidateModel, LatestRows } from './candidateModel.ts';
import { crossFit } from './crossFit.ts';
import { foldsOf } from './folds.ts';
import type { LabelledRows } from './labelledRows.ts';
import { laterLine } from './laterLine.ts';
import type { ModelProgram } from './modelProgram.ts';
import type { TrainingRun } from './trainingRun.ts';

/**
 * Fits every family, or those named, fold by fold and calibrates each on what its models say of the rows they have not learned from; the
 * simplest first.
 *
 * @param rows that are learned from. @param latest whose level and slope count beyond those of all rows; undefined where time is not known.
 * @param rowsAre what the rows are called where progress is told.
 * @throws HandraiseError as `fit`; `interrupted` once the signal is aborted.
 */
export async function fitCandidates(
  rows: LabelledRows,
  latest: LatestRows | undefined,
  program: ModelProgram,
  run: Pick<TrainingRun, 'progress' | 'signal'>,
  { families = familyNames, rowsAre }: { readonly families?: readonly FamilyName[]; readonly rowsAre: string },
): Promise<readonly CandidateModel[]> {
  const alone = families.filter((family) => family !== 'blend');
  const { held, fitted } = await crossFit(rows, foldsOf(rows, program.seed), alone, program, run, rowsAre);
  const label = take(rows.label, held);
  const unit = take(rows.unit, held);
  const candidates: CandidateModel[] = [];
  for (const { family, model, outOfFold: margins } of fitted) {
    const latestMargins = latest && (await latest.marginsOf(family));
    const outOfFold = { margins, label, unit };
    candidates.push(calibrated({ family, model, outOfFold, judged: margins, latestMargins }, latest?.rows, program));
  }
  if (!families.includes('blend')) return candidates;
  const blend = stacked(
    candidates.filter(({ family }) => family !== 'base-rate'),
    program.seed,
  );
  return blend ? [...candidates, calibrated(blend, latest?.rows, program)] : candidates;
}

function calibrated(
  { family, model, outOfFold, judged, latestMargins }: Stacked & { readonly family: FamilyName },
  latest: LabelledRows | undefined,
  { calibration: kind, seed }: ModelProgram,
): CandidateModel {
  const { margins, label, unit } = outOfFold;
  const { calibrator, losses, validationLogLoss } = chooseCalibrator(kind, judged, label, unit, seed);
  const calibration = calibrator.fit(margins, label);
  const later = latest && latestMargins && { rows: latest, margins: latestMargins };
  const correction =
    later &&
    laterLine({
      logOdds: finiteLogOdds(calibration.probabilities(later.margins)),
      label: later.rows.label,
      unit: later.rows.unit,
    });
  return {
    ...{ family, model, calibration, correction, outOfFold, losses, validationLogLoss },
    calibrator: correction ? corrected(calibration, correction) : calibration,
    latest: later,
  };
}

/**
 * The candidate model of the least validation log loss, of equals the simplest; the blend only where it is better than the best of the others by
 * more than one standard error of the paired difference, units taken together. With too little data, the points score stands in.
 */
export function selectCandidate(candidates: readonly CandidateModel[], fallback: boolean): CandidateModel {
  const standIn = candidates.find(({ family }) => family === 'points');
  if (fallback && standIn) return standIn;
  const best = candidates
    .filter(({ family }) => family !== 'blend')
    .reduce((least, other) => (other.validationLogLoss < least.validationLogLoss ? other : least));
  const blend = candidates.find(({ family }) => family === 'blend');
  if (!blend) return best;
  const { gap, error } = meanGap(best.losses, blend.losses, best.outOfFold.unit);
  return gap > error ? blend : best;
}
