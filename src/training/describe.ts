import { take } from '../numeric/take.ts';
import type { Instant } from '../time/instant.ts';
import type { CandidateModel } from './candidateModel.ts';
import { differencesTo } from './compare.ts';
import { type EvaluatedModel, evaluateUncalibrated } from './evaluate.ts';
import type { EvaluatedAccounts } from './evaluateAccounts.ts';
import { evaluateByDate } from './evaluateByDate.ts';
import { evaluateCalibration } from './evaluateCalibration.ts';
import { evaluateInUse, evaluateOverTime } from './evaluateInUse.ts';
import { evaluateSlices } from './evaluateSlices.ts';
import { featureUseOf } from './featureUse.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingSplit } from './trainingProgram.ts';
import { type Deployment, resultVersion, type TrainingResult } from './trainingResult.ts';
import type { TrainingSubject } from './trainingSubject.ts';
import type { Tuning } from './tune.ts';

/** What a training found out, but what is said of it. */
export function describe(of: {
  readonly rows: LabelledRows;
  readonly split: TrainingSplit;
  readonly test: LabelledRows;
  readonly subject: TrainingSubject;
  readonly evaluated: readonly EvaluatedModel[];
  readonly judged: EvaluatedModel;
  readonly deployed: CandidateModel;
  /** Numbers of the rows that the deployed model learned from. */
  readonly refitOn: Int32Array | null;
  readonly accounts: EvaluatedAccounts | null;
  readonly fallback: boolean;
  readonly tuning: Tuning;
  readonly seed: number;
}): Omit<TrainingResult, 'gates' | 'warnings'> {
  const { rows, split, test, subject, judged, deployed, seed } = of;
  const { dates, cutoffs, tiers, slicings } = subject;
  const { label } = test;
  const { candidate: selected, probabilities } = judged;
  const differences = differencesTo(judged, of.evaluated, test, seed);
  const sentences = new Map(subject.features.map(({ name, sentence }) => [name, sentence]));
  const testDates = dates && take(dates, split.test);
  const inTime = testDates ? evaluateOverTime(judged, test, { cutoffs, seed }, testDates) : {};
  return {
    version: resultVersion,
    ...subject.facts,
    family: selected.family,
    fallback: of.fallback,
    sides: (['train', 'calibration', 'test'] as const).map((side) => ({
      side,
      ...spanOf(dates, split[side]),
      rows: split[side].length,
      positives: split[side].reduce((sum, row) => sum + rows.label[row]!, 0),
    })),
    candidateModels: of.evaluated.map(({ candidate, evaluation }) => {
      const difference = differences.get(candidate.family);
      return {
        family: candidate.family,
        selected: candidate === selected,
        validationLogLoss: candidate.validationLogLoss,
        ...(difference ? { difference } : {}),
        test: evaluation,
      };
    }),
    ...(of.tuning.trials ? { trials: of.tuning.trials } : {}),
    uncalibrated: evaluateUncalibrated(judged, test, seed),
    calibrationMethod: selected.calibrator.method,
    ...(selected.correction ? { correction: selected.correction } : {}),
    ...(deployed === selected ? {} : { deployed: deploymentOf(deployed, rows, of.refitOn!, dates) }),
    byDate: testDates ? evaluateByDate({ probabilities, label, dates: testDates }, { cutoffs }) : [],
    ...inTime,
    ...evaluateCalibration(judged, test, of.accounts, inTime.overTime, seed),
    ...evaluateInUse(judged, test, { tiers, cutoffs, seed }, testDates),
    ...featureUseOf(judged, test, seed, (feature) => sentences.get(feature) ?? feature),
    ...(slicings ? { slices: evaluateSlices(judged, test, slicings, seed) } : {}),
    ...(of.accounts?.evaluation ? { accounts: of.accounts.evaluation, accountRollUps: of.accounts.rollUps } : {}),
    seed,
  };
}

function deploymentOf(
  { calibrator, correction }: CandidateModel,
  { label }: LabelledRows,
  learned: Int32Array,
  dates: Float64Array | undefined,
): Deployment {
  return {
    ...spanOf(dates, learned),
    rows: learned.length,
    positives: learned.reduce((count, row) => count + label[row]!, 0),
    calibrationMethod: calibrator.method,
    ...(correction ? { correction } : {}),
  };
}

/** First and last date of rows; absent where none has one. */
function spanOf(dates: Float64Array | undefined, rows: Int32Array): { readonly from?: Instant; readonly to?: Instant } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  if (dates)
    for (const row of rows) {
      if (Number.isNaN(dates[row]!)) continue;
      from = Math.min(from, dates[row]!);
      to = Math.max(to, dates[row]!);
    }
  return to >= from ? { from, to } : {};
}
