import { expect, test } from 'vitest';
import { type EstimatorName, estimatorOf } from '../../src/model/families.ts';
import { describePoints } from '../../src/model/points/description.ts';
import { Random } from '../../src/numeric/random.ts';
import { rankAuc } from '../../src/numeric/rankAuc.ts';
import { tallyScores } from '../../src/numeric/scoreTally.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { silent } from '../../src/progress.ts';
import { createTable, type NumberColumn } from '../../src/table/table.ts';
import { crossFit } from '../../src/training/crossFit.ts';
import { type Fold, foldsOf } from '../../src/training/folds.ts';
import { type LabelledRows, labelledRows } from '../../src/training/labelledRows.ts';
import type { ModelProgram } from '../../src/training/modelProgram.ts';
import { categoryColumn, crmTable, numberColumn } from '../contract/estimatorData.ts';

const program: ModelProgram = {
  ...{ horizonDays: 1, seed: 1 },
  calibration: 'auto',
  features: { highCardinality: 'levels' },
};

function fitted(
  rows: LabelledRows,
  families: readonly EstimatorName[],
  folds: readonly Fold[] = foldsOf(rows, 1),
  signal = new AbortController().signal,
) {
  return crossFit(rows, folds, families, program, { progress: silent, signal }, 'rows');
}

const aucOf = (margins: Float64Array, label: Uint8Array) => rankAuc(tallyScores(margins, label));

/** Units of two rows whose outcome is chance, and of which a number of their own can be told by. */
function chance(units: number): LabelledRows {
  const random = new Random(2);
  const unit = Int32Array.from({ length: 2 * units }, (_, row) => row % units);
  const outcome = Uint8Array.from({ length: units }, () => Number(random.next() < 0.5));
  return labelledRows({
    table: createTable(2 * units, [
      numberColumn('unit', unit),
      ...Array.from({ length: 4 }, (_, i) =>
        numberColumn(
          `known${i}`,
          unit.map((one) => (one * (3 + 2 * i)) % units),
        ),
      ),
    ]),
    label: Uint8Array.from(unit, (one) => outcome[one]!),
    asOf: new Float64Array(2 * units),
    unit,
  });
}

test('what models have learned by heart of a unit does not show in what is said of its rows out of fold', async () => {
  const rows = chance(600);
  const {
    held,
    fitted: [trees],
  } = await fitted(rows, ['boosting']);
  expect(held).toHaveLength(rows.rows);
  expect(Math.abs(aucOf(trees!.outOfFold, rows.label) - 0.5)).toBeLessThan(0.06);
  // The models themselves, which have, know each row well.
  expect(aucOf(trees!.model.margins(rows.table), rows.label)).toBeGreaterThan(0.6);
});

test.each(['base-rate', 'points', 'logistic'] as const)(
  'the outcomes of a fold change no byte of what %s says of it',
  async (family) => {
    const table = crmTable(300, 3);
    const label = Uint8Array.from({ length: 300 }, (_, row) => Number(row % 3 === 0));
    const unit = Int32Array.from({ length: 300 }, (_, row) => row >> 1);
    const rows = labelledRows({ table, label, asOf: new Float64Array(300), unit });
    const folds = foldsOf(rows, 1).slice(0, 5);
    const [first] = folds;
    const turned = label.slice();
    for (const row of first!.held) turned[row] = 1 - turned[row]!;
    const of = async (labels: Uint8Array) =>
      (await fitted(labelledRows({ ...rows, label: labels }), [family], folds)).fitted[0]!.outOfFold;
    const [before, after] = [await of(label), await of(turned)];
    for (const row of first!.held) expect(after[row]).toBe(before[row]);
    if (family !== 'base-rate') expect(after).not.toEqual(before);
  },
);

interface Trees {
  readonly ensemble: { readonly trees: readonly unknown[] };
  readonly validationLoss: readonly number[];
}

test('the models of all folds have as many trees as are best for the rows of all of them together', async () => {
  const table = crmTable(900, 5);
  const random = new Random(4);
  const opens = table.columns[0] as NumberColumn;
  const label = Uint8Array.from(opens.values, (count) => Number(random.next() < 0.1 + 0.1 * Math.min(count, 5)));
  const unit = Int32Array.from(label.keys());
  const rows = labelledRows({ table, label, asOf: new Float64Array(900), unit });
  const folds = foldsOf(rows, 2).slice(0, 5);
  const { average } = (await fitted(rows, ['boosting'], folds)).fitted[0]!.model.parameters() as { average: Trees[] };
  const kept = average.map(({ ensemble }) => ensemble.trees.length);
  const best = average.map(({ validationLoss }) => 1 + validationLoss.indexOf(Math.min(...validationLoss)));
  expect(new Set(best).size).toBeGreaterThan(1);
  const together = (trees: number) =>
    average.reduce(
      (sum, { validationLoss: losses }, at) =>
        sum + folds[at]!.held.length * losses[Math.min(trees, losses.length) - 1]!,
      0,
    );
  const most = Math.max(...average.map(({ validationLoss }) => validationLoss.length));
  const all = Array.from({ length: most }, (_, at) => together(at + 1));
  const joint = 1 + all.indexOf(Math.min(...all));
  expect(kept).toEqual(average.map(({ validationLoss }) => Math.min(joint, validationLoss.length)));
});

test('a baseline is one model, fitted on all rows, that people can read', async () => {
  const rows = chance(100);
  const { fitted: families } = await fitted(rows, ['base-rate', 'points', 'logistic']);
  for (const { family, model } of families.slice(0, 2))
    expect(model.parameters()).toEqual((await estimatorOf(family).fit(rows)).parameters());
  const cards = new Set(describePoints(families[1]!.model).map(({ feature }) => feature));
  expect([...cards].every((feature) => rows.table.columns.some(({ name }) => name === feature))).toBe(true);
  expect(families[2]!.model.parameters()).toHaveProperty('average');
});

test('a row that several folds hold out is given the mean, one that none does is left out', async () => {
  const rows = chance(40);
  const all = Array.from({ length: rows.rows }, (_, row) => row);
  const fold = (holds: (row: number) => boolean): Fold => ({
    learned: Int32Array.from(all.filter((row) => !holds(row))),
    held: Int32Array.from(all.filter(holds)),
  });
  const [a, b] = [fold((row) => row % 40 < 10), fold((row) => row % 40 < 15)];
  const both = await fitted(rows, ['logistic', 'base-rate'], [a!, b!]);
  expect(both.held).toEqual(b!.held);
  expect(both.fitted.map(({ family }) => family)).toEqual(['logistic', 'base-rate']);
  const [ofA, ofB] = [await fitted(rows, ['logistic'], [a!]), await fitted(rows, ['logistic'], [b!])];
  const [outOfA, outOfB] = [ofA.fitted[0]!.outOfFold, ofB.fitted[0]!.outOfFold];
  both.held.forEach((row, at) => {
    const inA = a!.held.indexOf(row);
    const expected = inA < 0 ? outOfB[at]! : (outOfA[inA]! + outOfB[at]!) / 2;
    expect(both.fitted[0]!.outOfFold[at]).toBeCloseTo(expected, 12);
  });
});

test('it ends when it is interrupted', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(fitted(chance(40), ['logistic'], undefined, controller.signal)).rejects.toThrow();
});

/** Categories of 1,200 levels, some of them ten times as frequent as others, and an outcome that depends on a number and on what is given of the level. */
function levels(logOddsOf: (level: number, frequency: number) => number): LabelledRows {
  const random = new Random(5);
  const count = 6000;
  const isFrequent = Uint8Array.from({ length: 1200 }, () => Number(random.next() < 0.3));
  const shares = isFrequent.map((frequent) => (frequent === 1 ? 10 : 1));
  const deck = [...shares].flatMap((share, level) => Array.from({ length: share }, () => level));
  const level = Int32Array.from({ length: count }, () => deck[random.integer(deck.length)]!);
  const known = Float64Array.from(level, () => random.normal());
  return labelledRows({
    table: createTable(count, [
      numberColumn('known', known),
      categoryColumn(
        'level',
        Array.from(level, (one) => `level ${one}`),
      ),
    ]),
    label: Uint8Array.from(level, (one, row) =>
      Number(random.next() < sigmoid(known[row]! - 1 + logOddsOf(one, isFrequent[one]!))),
    ),
    asOf: Float64Array.from(level.keys(), (row) => row * 864e8),
    unit: Int32Array.from(level.keys()),
  });
}

test.each([
  ['how often they occur', (_: number, frequent: number) => 1.5 * frequent, true],
  ['the order of their names', (level: number) => 1.5 * Math.sin(level / 60), true],
  ['nothing of them', () => 0, false],
] as const)('boosting has codes of very many levels where the outcome depends on them: %s', async (_, of, isCoded) => {
  const rows = levels(of);
  const withStatistics: ModelProgram = { ...program, features: { highCardinality: 'target-statistics' } };
  const run = { progress: silent, signal: new AbortController().signal };
  const two = foldsOf(rows, 1).slice(0, 2);
  const { fitted: found } = await crossFit(rows, two, ['boosting'], withStatistics, run, 'rows');
  const { average } = found[0]!.model.parameters() as { average: object[] };
  expect(average.map((one) => 'levelCodes' in one)).toEqual([isCoded, isCoded]);
});

test('a program that takes levels as they are has no codes of them', async () => {
  const rows = levels((level) => 1.5 * Math.sin(level / 60));
  const {
    fitted: [trees],
  } = await fitted(rows, ['boosting'], foldsOf(rows, 1).slice(0, 1));
  expect(JSON.stringify(trees!.model.parameters())).not.toContain('levelCodes');
});
