import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { fitVennAbers } from '../calibration/vennAbers.ts';
import { codeVersion } from '../codeVersion.ts';
import { cohortsOf } from '../explain/cohorts.ts';
import { storedRollUp } from '../ranking/accounts/rollUps.ts';
import { referenceQuantiles } from '../ranking/referenceQuantiles.ts';
import type { Artefact } from './artefact.ts';
import { artefactVersion, splitRule } from './artefactSchema.ts';
import type { CandidateModel } from './candidateModel.ts';
import type { MinimumData } from './dataCounts.ts';
import type { DeployedAccounts } from './deployedAccounts.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';
import type { TrainingSubject } from './trainingSubject.ts';

/** Puts together all it takes to score with a model, to judge it again and to trace it. */
export function artefactOf(of: {
  readonly subject: TrainingSubject;
  readonly judged: EvaluatedModel;
  readonly deployed: CandidateModel;
  /** Those of the deployed model. */
  readonly accounts: DeployedAccounts | null;
  /** Rows that the deployed model learned from. */
  readonly learned: LabelledRows;
  readonly minimumData: MinimumData;
  readonly result: TrainingResult;
}): Artefact {
  const { subject, judged, deployed, accounts, result } = of;
  const { family, model, calibrator, outOfFold } = deployed;
  const described = new Map(subject.features.map((feature) => [feature.name, feature]));
  return {
    ...subject.artefact,
    schemaVersion: artefactVersion,
    family,
    fallback: result.fallback,
    features: model.features.map((name) => described.get(name)!),
    parameters: model.parameters() ?? null,
    ...storedCalibration(deployed),
    judged:
      judged.candidate === deployed
        ? null
        : { parameters: judged.candidate.model.parameters() ?? null, ...storedCalibration(judged.candidate) },
    vennAbers: fitVennAbers(outOfFold.margins, outOfFold.label),
    accountRollUp: accounts && storedRollUp(accounts.rollUp),
    // Test rows have a part in the deployed model: what the judged one says of them is as what is said of rows to come.
    reference: [...referenceQuantiles(calibrator.probabilities(judged.margins))],
    accountReference: accounts ? accountReferenceOf(accounts) : [],
    cohorts: cohortsOf(of.learned, model.features),
    result,
    outcome: result.outcome,
    horizonDays: result.horizonDays,
    lookbackDays: [...result.lookbackDays],
    cutoffs: subject.cutoffs,
    minimumData: of.minimumData,
    splitRule,
    seed: result.seed,
    dataFingerprint: result.dataFingerprint,
    codeVersion: codeVersion(),
  };
}

function storedCalibration({ calibration, correction }: CandidateModel): Pick<Artefact, 'calibrator' | 'correction'> {
  return { calibrator: storedCalibrator(calibration), ...(correction ? { correction } : {}) };
}

/** A calibrator as artefacts hold it. */
function storedCalibrator(calibrator: FittedCalibrator): Artefact['calibrator'] {
  return { method: calibrator.method, parameters: calibrator.parameters() ?? null };
}

/** Quantiles of account probabilities; none where there is no account. */
export function accountReferenceOf({ rollUp, reference }: DeployedAccounts): number[] {
  return reference.rows > 0 ? [...referenceQuantiles(rollUp.probabilities(reference))] : [];
}
