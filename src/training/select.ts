import { calibrationFolds, chooseInFolds } from '../calibration/chooseCalibrator.ts';
import { corrected } from '../calibration/corrected.ts';
import { meanGap } from '../calibration/heldOutLosses.ts';
import { fitShift } from '../evaluation/fitShift.ts';
import { type FamilyName, familyNames } from '../model/families.ts';
import { fitLogisticLine, type LogisticLine } from '../numeric/logisticLine.ts';
import { tallyScores } from '../numeric/scoreTally.ts';
import { take } from '../numeric/take.ts';
import { stacked, type Uncalibrated } from './blend.ts';
import type { CandidateModel, LatestMargins, LatestRows } from './candidateModel.ts';
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
  const members: Uncalibrated[] = [];
  for (const { outOfFold: margins, ...one } of fitted)
    members.push({
      ...one,
      outOfFold: { rows: held, margins, label, unit },
      judged: margins,
      latest: latest && (await latest.marginsOf(one.family)),
    });
  const blend = families.includes('blend')
    ? stacked(
        members.filter(({ family }) => family !== 'base-rate'),
        program.seed,
      )
    : undefined;
  const fold = calibrationFolds(label, unit, program.seed);
  return [...members, ...(blend ? [blend] : [])].map((one) => calibrated(one, fold, latest, program));
}

function calibrated(
  { family, model, outOfFold, judged, latest: found }: Uncalibrated,
  fold: Int32Array,
  latest: LatestRows | undefined,
  { calibration: kind, seed }: ModelProgram,
): CandidateModel {
  const { margins, label, unit } = outOfFold;
  const { calibrator, losses, validationLogLoss } = chooseInFolds(kind, { margins: judged, label, unit, fold }, seed);
  const calibration = calibrator.fit(margins, label);
  const line = latest && found && changeInTime(found, latest);
  const correction = line && partOf(line, latest.earlierShare);
  return {
    ...{ family, model, calibration, correction, outOfFold, losses, validationLogLoss },
    calibrator: correction ? corrected(calibration, correction) : calibration,
  };
}

/**
 * How the level and slope of the latest rows differ from those of earlier ones, as the same models see both: models of fewer rows than the candidate's would
 * else be taken for a change.
 */
function changeInTime({ margins, earlier }: LatestMargins, { rows: latest }: LatestRows): LogisticLine | undefined {
  const { score, rows, positives } = tallyScores(earlier.margins, earlier.label);
  const own = fitLogisticLine(score, rows, positives);
  // Equal margins have no line, nor have those that separate the classes.
  const { intercept, slope } = own.slope > 0 ? own : { intercept: fitShift({ score, rows, positives }), slope: 1 };
  const logOdds = margins.map((margin) => intercept + slope * margin);
  return laterLine({ logOdds, label: latest.label, unit: latest.unit });
}

/** The candidate has learned from the latest rows, too: only the earlier ones pull it away from their level. */
function partOf({ intercept, slope }: LogisticLine, share: number): LogisticLine {
  return { intercept: intercept * share, slope: 1 + (slope - 1) * share };
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
