import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { fitVennAbers } from '../calibration/vennAbers.ts';
import { codeVersion } from '../codeVersion.ts';
import { referenceQuantiles } from '../ranking/referenceQuantiles.ts';
import type { Artefact } from './artefact.ts';
import { artefactVersion } from './artefactSchema.ts';
import type { MinimumData } from './dataCounts.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { EvaluatedAccounts } from './evaluateAccounts.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';
import type { TrainingSubject } from './trainingSubject.ts';

/** Puts together all it takes to score with a model, to judge it again and to trace it. */
export function artefactOf(of: {
  readonly subject: TrainingSubject;
  readonly best: EvaluatedModel;
  readonly calibration: LabelledRows;
  readonly accounts: EvaluatedAccounts | null;
  readonly minimumData: MinimumData;
  readonly result: TrainingResult;
}): Artefact {
  const { subject, best, calibration, accounts, result } = of;
  const { family, model, calibrator } = best.candidate;
  const described = new Map(subject.features.map((feature) => [feature.name, feature]));
  return {
    ...subject.artefact,
    schemaVersion: artefactVersion,
    family,
    fallback: result.fallback,
    features: model.features.map((name) => described.get(name)!),
    parameters: model.parameters() ?? null,
    calibrator: storedCalibrator(calibrator),
    vennAbers: fitVennAbers(model.margins(calibration.table), calibration.label),
    accountCalibrator: accounts?.calibrator ? storedCalibrator(accounts.calibrator) : null,
    reference: [...referenceQuantiles(best.probabilities)],
    accountReference: accountReferenceOf(accounts),
    result,
    outcome: result.outcome,
    horizonDays: result.horizonDays,
    lookbackDays: [...result.lookbackDays],
    cutoffs: subject.cutoffs,
    minimumData: of.minimumData,
    seed: result.seed,
    dataFingerprint: result.dataFingerprint,
    codeVersion: codeVersion(),
  };
}

/** A calibrator as artefacts hold it. */
export function storedCalibrator(calibrator: FittedCalibrator): Artefact['calibrator'] {
  return { method: calibrator.method, parameters: calibrator.parameters() ?? null };
}

/** Quantiles of account probabilities; none where accounts are not ranked. */
export function accountReferenceOf(accounts: EvaluatedAccounts | null): number[] {
  return accounts && accounts.probabilities.length > 0 ? [...referenceQuantiles(accounts.probabilities)] : [];
}
