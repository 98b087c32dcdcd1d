import { type Artefact, encodeArtefact } from '../../src/training/artefact.ts';
import { artefactVersion } from '../../src/training/artefactSchema.ts';
import type { TrainingResult } from '../../src/training/trainingResult.ts';
import { sampleResult } from '../training/sampleResult.ts';

/** The smallest sound artefact: a base rate, told apart by its seed. */
export function smallArtefact(program: string, seed: number): Artefact {
  return {
    ...{
      schemaVersion: artefactVersion,
      program,
      family: 'base-rate',
      fallback: false,
      features: [],
      parameters: { features: [], margin: Math.log(1 / 3) },
    },
    calibrator: { method: 'platt', parameters: { slope: 1, intercept: 0 } },
    judged: null,
    splitRule: 2 as const,
    ...{ accountRollUp: null, reference: [0.25, 0.25], accountReference: [], result },
    ...{ outcome: 'demo request', horizonDays: 30, lookbackDays: [7, 30], cutoffs: { every: 'month' }, eventKinds: [] },
    inputs: {},
    highWater: 0,
    minimumData: {
      needed: { trainPositives: 1, trainNegatives: 1, testPositives: 1 },
      found: { trainPositives: 1, trainNegatives: 3, testPositives: 1 },
    },
    ...{ seed, dataFingerprint: 'fingerprint', configHash: 'config', codeVersion: '0.1.0' },
  };
}

/** Its file, checksum and id. */
export function encodedSmall(program: string, seed: number) {
  return encodeArtefact(smallArtefact(program, seed));
}

/** A sound result of few bytes, which tests cut and change one by one; made once, for its sample takes a while. */
const result = smallResult();

function smallResult(): TrainingResult {
  const { overTime, featureUse, slices, accounts, accountRollUps, bestRows, threshold, ...result } = sampleResult();
  const { uncalibrated } = result;
  return {
    ...result,
    ...{ candidateModels: [], byDate: [], strengths: [], audit: [], ledgers: [], gates: [] },
    uncalibrated: { ...uncalibrated, ...withoutLists(uncalibrated) },
  };
}

function withoutLists(values: object): Readonly<Record<string, never[]>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => Array.isArray(value))
      .map(([name]) => [name, []]),
  );
}
