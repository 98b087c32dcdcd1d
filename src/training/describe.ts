import { take } from '../numeric/take.ts';
import type { Instant } from '../time/instant.ts';
import { differencesTo } from './compare.ts';
import { type EvaluatedModel, evaluateUncalibrated } from './evaluate.ts';
import type { EvaluatedAccounts } from './evaluateAccounts.ts';
import { evaluateByDate } from './evaluateByDate.ts';
import { evaluateInUse, evaluateOverTime } from './evaluateInUse.ts';
import { evaluateSlices } from './evaluateSlices.ts';
import { featureUseOf } from './featureUse.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingSplit } from './trainingProgram.ts';
import { resultVersion, type TrainingResult } from './trainingResult.ts';
import type { TrainingSubject } from './trainingSubject.ts';
import type { Tuning } from './tune.ts';

/** What a training found out, but what is said of it. */
export function describe(of: {
  readonly rows: LabelledRows;
  readonly split: TrainingSplit;
  readonly test: LabelledRows;
  readonly subject: TrainingSubject;
  readonly evaluated: readonly EvaluatedModel[];
  readonly best: EvaluatedModel;
  readonly accounts: EvaluatedAccounts | null;
  readonly fallback: boolean;
  readonly tuning: Tuning;
  readonly seed: number;
}): Omit<TrainingResult, 'gates' | 'warnings'> {
  const { rows, split, test, subject, best, seed } = of;
  const { dates, cutoffs, tiers, slicings } = subject;
  const { label } = test;
  const { probabilities } = best;
  const differences = differencesTo(best, of.evaluated, test, seed);
  const sentences = new Map(subject.features.map(({ name, sentence }) => [name, sentence]));
  const testDates = dates && take(dates, split.test);
  return {
    version: resultVersion,
    ...subject.facts,
    family: best.candidate.family,
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
        selected: candidate === best.candidate,
        validationLogLoss: candidate.validationLogLoss,
        ...(difference ? { difference } : {}),
        test: evaluation,
      };
    }),
    ...(of.tuning.trials ? { trials: of.tuning.trials } : {}),
    uncalibrated: evaluateUncalibrated(best, test, seed),
    calibrationMethod: best.candidate.calibrator.method,
    byDate: testDates ? evaluateByDate({ probabilities, label, dates: testDates }, { cutoffs }) : [],
    ...(testDates ? evaluateOverTime(best, test, { cutoffs, seed }, testDates) : {}),
    ...evaluateInUse(best, test, { tiers, cutoffs, seed }, testDates),
    ...featureUseOf(best, test, seed, (feature) => sentences.get(feature) ?? feature),
    ...(slicings ? { slices: evaluateSlices(best, test, slicings, seed) } : {}),
    ...(of.accounts?.evaluation ? { accounts: of.accounts.evaluation } : {}),
    seed,
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
