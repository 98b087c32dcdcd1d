import type { Program } from '../../config/schema.ts';
import { baseRate } from '../../evaluation/baseRate.ts';
import { levelOf } from '../../evaluation/calibrationLevel.ts';
import { calibrationVerdict } from '../../evaluation/calibrationVerdict.ts';
import { clusteredMean } from '../../evaluation/clusteredMean.ts';
import { compareLogLoss } from '../../evaluation/compareLogLoss.ts';
import { driftOf } from '../../evaluation/drift.ts';
import { type EvaluationInput, evaluate } from '../../evaluation/evaluate.ts';
import { bestRows, expectedAgainstObserved } from '../../evaluation/expectedAgainstObserved.ts';
import { liftOfChosen } from '../../evaluation/liftOfChosen.ts';
import { logLoss } from '../../evaluation/metrics/logLoss.ts';
import { rocAuc } from '../../evaluation/metrics/rocAuc.ts';
import { rankStability } from '../../evaluation/rankStability.ts';
import { type FamilyName, familyNames } from '../../model/families.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import { total } from '../../numeric/total.ts';
import type { BacktestCandidate, BacktestData, BacktestOrigin } from '../../report/backtestData.ts';
import type { Extract } from '../extract/extract.ts';
import { backtestAnswers } from './backtestAnswers.ts';
import type { OriginTrial } from './originTrial.ts';

/** The figures of a back-test: those of each origin, and those of all origins together. */
export function backtestData(of: {
  readonly name: string;
  readonly program: Program;
  readonly read: Pick<Extract, 'remarks' | 'fingerprint'>;
  readonly trials: readonly OriginTrial[];
  readonly k: number;
  readonly originsAsked: number;
}): BacktestData {
  const { name, program, read, trials, k, originsAsked } = of;
  const { seed } = program;
  const origins = trials.map((trial, i) => originOf(trial, trials[i - 1] ?? null, k, seed));
  const pooled = poolOf(trials, k, seed);
  const data = {
    program: name,
    title: program.title ?? name,
    outcome: program.outcome.kind ?? 'outcome',
    horizonDays: program.horizonDays,
    unit: program.unit,
    k,
    originsAsked,
    origins,
    pooled,
    calibrationVerdict: verdictOn(trials, pooled, seed),
    drift: driftOf(origins.map(({ evaluation, ...origin }) => ({ ...origin, ...evaluation.metrics }))),
    remarks: read.remarks,
    seed,
    dataFingerprint: read.fingerprint,
  };
  return { ...data, answers: backtestAnswers(data) };
}

function originOf(trial: OriginTrial, before: OriginTrial | null, k: number, seed: number): BacktestOrigin {
  const { asOf, train, calibration, selected, fallback, calibrationMethod, excludedFeatures } = trial;
  const input = inputOf(trial);
  return {
    ...{ asOf, train, calibration, selected, fallback, calibrationMethod, excludedFeatures },
    ...(trial.accounts ? { accountMethod: trial.accounts.method } : {}),
    evaluation: evaluate(input, { seed, shares: sharesFor(k, trial.label.length) }),
    baseRate: baseRate(trial.label, trial.unit, { seed }),
    meanPredicted: mean(input.probabilities),
    best: expectedAgainstObserved(input, k, { seed }),
    candidateModels: candidateModelsOf(input, (family) => trial.probabilities[family], seed),
    stability: before && rankStability(scoredOf(before), scoredOf(trial), k),
  };
}

function poolOf(trials: readonly OriginTrial[], k: number, seed: number): BacktestData['pooled'] {
  const input = pooledInput(trials);
  const { probabilities, label, unit } = input;
  const accounts = pooledAccounts(trials);
  const chosen = Uint8Array.from(trials.flatMap((trial) => [...chosenOf(inputOf(trial), k)]));
  const rows = Int32Array.from(chosen.keys()).filter((row) => chosen[row] === 1);
  const excess = Float64Array.from(rows, (row) => label[row]! - probabilities[row]!);
  const unitOfChosen = Int32Array.from(rows, (row) => unit[row]!);
  return {
    evaluation: evaluate(input, { seed }),
    baseRate: baseRate(label, unit, { seed }),
    meanPredicted: mean(probabilities),
    best: {
      rows: rows.length,
      expected: total(Float64Array.from(rows, (row) => probabilities[row]!)),
      observed: rows.reduce((sum, row) => sum + label[row]!, 0),
      excess: clusteredMean(excess, unitOfChosen, { seed }),
      lift: liftOfChosen({ label, chosen, unit }, { seed }),
    },
    candidateModels: candidateModelsOf(
      input,
      (family) => Float64Array.from(trials.flatMap((trial) => [...trial.probabilities[family]])),
      seed,
    ),
    ...(accounts.label.includes(0) && accounts.label.includes(1) ? { accounts: evaluate(accounts, { seed }) } : {}),
  };
}

/** Rows of all origins. */
function pooledInput(trials: readonly OriginTrial[]) {
  const inputs = trials.map(inputOf);
  const label = Uint8Array.from(inputs.flatMap((input) => [...input.label]));
  return {
    probabilities: Float64Array.from(inputs.flatMap((input) => [...input.probabilities])),
    label,
    unit: Int32Array.from(inputs.flatMap((input) => [...input.unit])),
    tieOrder: Int32Array.from(label.keys()),
  };
}

/** Accounts of all origins. */
function pooledAccounts(trials: readonly OriginTrial[]) {
  const all = trials.flatMap(({ accounts }) => (accounts ? [accounts] : []));
  const label = Uint8Array.from(all.flatMap((one) => [...one.label]));
  return {
    probabilities: Float64Array.from(all.flatMap((one) => [...one.probability])),
    label,
    unit: Int32Array.from(all.flatMap((one) => [...one.account])),
    contacts: Int32Array.from(all.flatMap((one) => [...one.contacts])),
    tieOrder: Int32Array.from(label.keys()),
  };
}

function verdictOn(
  trials: readonly OriginTrial[],
  { evaluation, accounts }: Pick<BacktestData['pooled'], 'evaluation' | 'accounts'>,
  seed: number,
): Notice<'calibration-verdict'> {
  const byDate = trials.map((trial) => ({
    ...{ from: trial.asOf, to: trial.asOf },
    ...levelOf(inputOf(trial), { seed }),
  }));
  const rows = { ...pooledInput(trials), evaluation };
  const judged = accounts ? { accounts: { ...pooledAccounts(trials), evaluation: accounts } } : {};
  return notice('calibration-verdict', calibrationVerdict({ rows, ...judged, byDate, seed }));
}

/** Rows of the selected model; they ascend by contact id, the order in which ties are broken. */
function inputOf({ selected, probabilities, label, unit, contact }: OriginTrial) {
  return { probabilities: probabilities[selected], label, unit, tieOrder: contact };
}

function scoredOf({ selected, probabilities, contact }: OriginTrial) {
  return { entity: contact, scores: probabilities[selected] };
}

function candidateModelsOf(
  { probabilities, label, unit }: EvaluationInput,
  ofFamily: (family: FamilyName) => Float64Array,
  seed: number,
): readonly BacktestCandidate[] {
  return familyNames.map((family) => {
    const other = ofFamily(family);
    return {
      family,
      rocAuc: rocAuc(other, label),
      logLoss: logLoss(other, label),
      difference: compareLogLoss({ probabilities, other, label, unit }, { seed }),
    };
  });
}

function chosenOf({ probabilities, tieOrder }: EvaluationInput, k: number): Uint8Array {
  const chosen = new Uint8Array(probabilities.length);
  for (const row of bestRows(probabilities, k, tieOrder)) chosen[row] = 1;
  return chosen;
}

function sharesFor(k: number, rows: number): readonly number[] {
  return [Math.min(1, k / rows), 0.01, 0.05, 0.1, 0.2];
}

function mean(values: Float64Array): number {
  return total(values) / values.length;
}
