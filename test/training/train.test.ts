import { beforeAll, describe, expect, test } from 'vitest';
import { loadFitted } from '../../src/model/families.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { columnFeatures } from '../../src/pipeline/table/columnFeatures.ts';
import { silent } from '../../src/progress.ts';
import { createTable } from '../../src/table/table.ts';
import { microsecondsOf } from '../../src/time/instant.ts';
import { decodeArtefact, encodeArtefact } from '../../src/training/artefact.ts';
import { type LabelledRows, labelledRows } from '../../src/training/labelledRows.ts';
import { type Training, train } from '../../src/training/train.ts';
import type { ModelTraining, PredictionTraining, TrainingSplit } from '../../src/training/trainingProgram.ts';
import { numberColumn } from '../contract/estimatorData.ts';

const rows = 1500;
const run = { progress: silent, signal: new AbortController().signal, clock: () => 0 };

/** Accounts of two contacts over fifteen months; from the thirteenth on, twice as many convert. */
function company(): LabelledRows {
  const random = new Random(7);
  const draws = () => Float64Array.from({ length: rows }, () => random.normal());
  const [visits, opens, noise] = [draws(), draws(), draws()];
  const month = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 100));
  const label = Uint8Array.from(visits, (value, row) =>
    Number(random.next() < sigmoid(-2 + 1.2 * value + 0.8 * opens[row]! + (month[row]! >= 12 ? 0.9 : 0))),
  );
  return labelledRows({
    table: createTable(rows, [
      numberColumn('visits', visits),
      numberColumn('opens', opens),
      numberColumn('noise', noise),
    ]),
    label,
    asOf: Float64Array.from(month, (number) => microsecondsOf(30 * number)),
    unit: Int32Array.from(month, (_, row) => row >> 1),
  });
}

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
/** Twelve months, of which the last two are the latest, and two to judge on; the horizon of the last has not ended. */
const split: TrainingSplit = { train: range(0, 1000), calibration: range(1000, 1200), test: range(1200, 1400) };

const making = {
  ...{ horizonDays: 30, seed: 1, rowsAre: 'rows', testRowsAre: 'later rows', inTime: true },
  calibration: 'auto',
  features: { highCardinality: 'levels' },
} as const;
const enough = { trainPositives: 40, trainNegatives: 40, testPositives: 20 };

function modelOf(
  data: LabelledRows,
  options: Partial<Pick<ModelTraining, 'refitOn' | 'family' | 'minimumData'>> = {},
): Promise<Training> {
  const program: ModelTraining = {
    ...making,
    asks: 'model',
    refitOn: range(0, 1400),
    minimumData: { needed: enough, found: enough },
    subject: {
      facts: {
        ...{ program: 'test', title: 'test', outcome: 'won', horizonDays: 30, lookbackDays: [], unit: 'account' },
        ...{ ledgers: [], anomalies: {}, audit: [], dataFingerprint: 'none' },
      },
      artefact: { program: 'test', eventKinds: [], inputs: {}, highWater: 0, configHash: 'none' },
      features: columnFeatures(data.table),
      dates: data.asOf,
      cutoffs: { every: 'month' },
      account: data.unit,
      conclude: () => ({ gates: [], warnings: [] }),
    },
    ...options,
  };
  return train(data, split, program, run);
}

/** What scores, apart from what it was found to be worth. */
const madeBy = ({ family, model, calibration, correction, outOfFold }: Training['judged']) =>
  canonicalJson([
    family,
    model.parameters(),
    calibration.method,
    calibration.parameters(),
    correction ?? null,
    [...outOfFold.margins],
  ]);

const turned = (data: LabelledRows, numbers: Int32Array, to: (label: number) => number): LabelledRows => {
  const label = data.label.slice();
  for (const row of numbers) label[row] = to(label[row]!);
  return labelledRows({ ...data, label });
};

describe('a training', () => {
  const data = company();
  let trained: Training;
  beforeAll(async () => {
    trained = await modelOf(data);
  });

  test.each<[string, (label: number) => number]>([
    ['turned around', (label) => 1 - label],
    ['of nobody', () => 0],
  ])('judges the same model by the same probabilities where outcomes of the test are %s', async (_, to) => {
    const other = await modelOf(turned(data, split.test, to), { refitOn: null });
    expect(madeBy(other.judged)).toBe(madeBy(trained.judged));
    expect(
      other.result.candidateModels.map(({ family, selected, validationLogLoss }) => [
        family,
        selected,
        validationLogLoss,
      ]),
    ).toEqual(
      trained.result.candidateModels.map(({ family, selected, validationLogLoss }) => [
        family,
        selected,
        validationLogLoss,
      ]),
    );
    // What is judged is known to differ: the evaluations do.
    expect(other.result.candidateModels).not.toEqual(trained.result.candidateModels);
  });

  test('chooses how contacts become accounts without the test rows, and judges all ways on them', async () => {
    const rollUps = (of: Training) => of.result.accountRollUps!;
    expect(rollUps(trained).map(({ method }) => method)).toEqual(['noisy-or', 'best-contact', 'direct']);
    expect(rollUps(trained).filter(({ selected }) => selected)).toHaveLength(1);
    const other = await modelOf(
      turned(data, split.test, (label) => 1 - label),
      { refitOn: null },
    );
    const chosenBy = (of: Training) =>
      rollUps(of).map(({ method, selected, validationLogLoss, gain }) => [method, selected, validationLogLoss, gain]);
    expect(chosenBy(other)).toEqual(chosenBy(trained));
    expect(rollUps(other)[0]!.test).not.toEqual(rollUps(trained)[0]!.test);
  });

  test('learns the chosen way once more from what the folds of the deployed model say', async () => {
    const { artefact } = trained;
    const stored = artefact.accountRollUp!;
    expect(stored.method).toBe(trained.result.accountRollUps!.find(({ selected }) => selected)!.method);
    expect(artefact.accountReference).toHaveLength(1001);
    const back = decodeArtefact(encodeArtefact(artefact).text);
    expect(back.accountRollUp).toEqual(stored);
  });

  test('predicts the same whatever became of the rows that are asked about', async () => {
    const program: PredictionTraining = {
      ...making,
      asks: 'predictions',
      minimumData: { needed: enough, found: enough },
    };
    const [one, other] = [
      await train(data, split, program, run),
      await train(
        turned(data, split.test, (label) => 1 - label),
        split,
        program,
        run,
      ),
    ];
    expect(other.probabilities).toEqual(one.probabilities);
    expect(madeBy(other.selected)).toBe(madeBy(one.selected));
    // The model that is deployed is made the same way.
    expect(madeBy(one.selected)).toBe(madeBy(trained.judged));
  });

  test('takes nothing from rows whose outcome is not known yet', async () => {
    const other = await modelOf(turned(data, range(1400, rows), (label) => 1 - label));
    expect(encodeArtefact(other.artefact).text).toBe(encodeArtefact(trained.artefact).text);
  });

  test('gives a model that has learned from the test as one that scores, and the judged one beside it', async () => {
    const { artefact, judged, deployed, result } = trained;
    expect(deployed).not.toBe(judged);
    expect(artefact.family).toBe(judged.family);
    expect(artefact.parameters).toEqual(deployed.model.parameters());
    expect(artefact.judged!.parameters).toEqual(judged.model.parameters());
    expect(artefact.judged!.calibrator.parameters).toEqual(judged.calibration.parameters() ?? null);
    expect(result.deployed).toMatchObject({ rows: 1400 });
    const test_ = data.take(split.test);
    const probabilities = judged.calibrator.probabilities(
      loadFitted(artefact.family, artefact.judged!.parameters).margins(test_.table),
    );
    const selected = result.candidateModels.find((one) => one.selected)!;
    const losses = probabilities.map((p, row) => -Math.log(test_.label[row] === 1 ? p : 1 - p));
    expect(selected.test.metrics.logLoss.value).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 200, 9);
    // Outcomes of the test change what scores, and only that.
    const other = await modelOf(turned(data, split.test, (label) => 1 - label));
    expect(other.artefact.judged!.parameters).toEqual(artefact.judged!.parameters);
    expect(other.artefact.parameters).not.toEqual(artefact.parameters);
    expect(decodeArtefact(encodeArtefact(artefact).text)).toEqual(artefact);
  });

  test('moves what scores to the level of the latest rows', () => {
    const { judged, deployed } = trained;
    // What the latest months showed of the old level was right; the months of the test convert far more often.
    const latest = data.take(split.test);
    const came = latest.label.reduce((sum, label) => sum + label, 0);
    const expectedBy = (one: Training['judged']) =>
      one.calibrator.probabilities(one.model.margins(latest.table)).reduce((sum, p) => sum + p, 0);
    expect(expectedBy(judged) / came).toBeLessThan(0.85);
    expect(deployed.correction!.intercept).toBeGreaterThan(0);
    expect(Math.abs(expectedBy(deployed) / came - 1)).toBeLessThan(0.12);
  });

  test('without a second fit gives one model', async () => {
    const { artefact, judged, deployed, result } = await modelOf(data, { refitOn: null });
    expect(deployed).toBe(judged);
    expect(artefact.judged).toBeNull();
    expect(result.deployed).toBeUndefined();
    expect(artefact.parameters).toEqual(trained.artefact.judged!.parameters);
  });

  test('of too little data is the points score, judged and fitted again', async () => {
    const needed = { ...enough, trainPositives: 1e6 };
    const { artefact, judged } = await modelOf(data, { minimumData: { needed, found: enough } });
    expect([judged.family, artefact.family, artefact.fallback]).toEqual(['points', 'points', true]);
    expect(artefact.judged).not.toBeNull();
  });
});
