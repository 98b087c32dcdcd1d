import type { FittedCalibrator } from '../../calibration/calibrator.ts';
import type { VennAbers } from '../../calibration/vennAbers.ts';
import { codeVersion } from '../../codeVersion.ts';
import { programFingerprint } from '../../config/programFingerprint.ts';
import type { Program } from '../../config/schema.ts';
import type { Artefact } from '../../model/artefact.ts';
import { referenceQuantiles } from '../../ranking/referenceQuantiles.ts';
import type { DataCounts } from '../../registry/gates.ts';
import type { Extract } from '../extract/extract.ts';
import { type Findings, findingsToJson } from '../findings.ts';
import type { AccountVerdict, Verdict } from '../judge.ts';

/** Puts together all it takes to score with a champion, to judge it again and to trace it. */
export function artefactOf(of: {
  readonly name: string;
  /** With the dates and windows that the record allowed. */
  readonly program: Program;
  /** As the configuration has it. */
  readonly configured: Program;
  readonly read: Extract;
  readonly best: Verdict;
  readonly vennAbers: VennAbers;
  readonly accounts: AccountVerdict;
  readonly counts: DataCounts;
  readonly fallback: boolean;
  readonly findings: Findings;
}): Artefact {
  const { name, program, read, best, accounts, counts, findings } = of;
  const { model, calibrator } = best.entrant;
  const described = new Map(read.features.features.map((feature) => [feature.name, feature]));
  return {
    schemaVersion: 1,
    program: name,
    family: best.entrant.family,
    fallback: of.fallback,
    features: model.features.map((feature) => described.get(feature)!),
    eventKinds: [...read.eventKinds],
    parameters: model.parameters() ?? null,
    calibrator: storedCalibrator(calibrator),
    vennAbers: of.vennAbers,
    accountCalibrator: accounts.calibrator ? storedCalibrator(accounts.calibrator) : null,
    reference: [...referenceQuantiles(best.probabilities)],
    accountReference: accounts.probabilities.length > 0 ? [...referenceQuantiles(accounts.probabilities)] : [],
    metrics: findingsToJson(findings) ?? null,
    outcome: findings.outcome,
    horizonDays: program.horizonDays,
    lookbackDays: program.lookbackDays,
    cutoffs: program.cutoffs,
    highWater: read.population.highWater,
    minimumData: { needed: program.minimum, found: counts },
    seed: program.seed,
    dataFingerprint: read.fingerprint,
    configHash: programFingerprint(of.configured),
    codeVersion: codeVersion(),
  };
}

/** A calibrator as artefacts hold it. */
export function storedCalibrator(calibrator: FittedCalibrator): Artefact['calibrator'] {
  return { method: calibrator.method, parameters: calibrator.parameters() ?? null };
}
