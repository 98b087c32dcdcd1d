import { describe, expect, test } from 'vitest';
import { createTable, labelledRows, loadCalibrator, splitRows, trainModel } from '../../src/learn.ts';
import { Random } from '../../src/numeric/random.ts';

/** Rows whose log-odds rise with visits; every fourth one has the same unit as the one before. */
function people(count: number) {
  const random = new Random(7);
  const visits = Float64Array.from({ length: count }, () => random.integer(20));
  const label = Uint8Array.from(visits, (times) => Number(random.next() < 1 / (1 + Math.exp(2 - times / 4))));
  return labelledRows({
    table: createTable(count, [{ kind: 'number', name: 'visits', values: visits }]),
    label,
    asOf: Float64Array.from({ length: count }, (_, row) => row * 86_400_000_000),
    unit: Int32Array.from({ length: count }, (_, row) => row - Number(row % 4 === 3)),
  });
}

const rows = people(1200);
const numbers = Int32Array.from({ length: rows.rows }, (_, row) => row);
const split = splitRows(Float64Array.from(rows.unit), numbers);

describe('a model of plain columns', () => {
  test('is selected without a look at the labels of the test rows', async () => {
    const label = Uint8Array.from(rows.label);
    for (const row of split.test) label[row] = row % 2;
    const one = await trainModel(rows, split, { family: 'logistic' });
    const other = await trainModel(labelledRows({ ...rows, label }), split, { family: 'logistic' });
    expect(other.model.parameters()).toEqual(one.model.parameters());
    expect(other.probabilities(rows.table)).toEqual(one.probabilities(rows.table));
    expect(other.evaluation).not.toEqual(one.evaluation);
  });

  test('is judged on the test rows beside every other, and predicts what it was judged by', async () => {
    const judged = await trainModel(rows, split, { inTime: { horizonDays: 30 } });
    expect(judged.evaluation).toMatchObject({ rows: split.test.length, positives: positivesOf(split.test) });
    expect(judged.candidates.map(({ family }) => family)).toContain(judged.family);
    expect(judged.evaluation.metrics.rocAuc.value).toBeGreaterThan(0.65);
    expect(judged.fallback).toBe(false);
    const again = loadCalibrator(judged.calibrator.method, JSON.parse(JSON.stringify(judged.calibrator.parameters())));
    expect(again.probabilities(judged.model.margins(rows.table))).toEqual(judged.probabilities(rows.table));
  });

  test('is the points score where there is too little to learn from', async () => {
    const few = rows.take(numbers.subarray(0, 90));
    const { family, fallback } = await trainModel(few, splitRows(Float64Array.from(few.unit), numbers.subarray(0, 90)));
    expect({ family, fallback }).toEqual({ family: 'points', fallback: true });
  });

  test.each([
    ['a row on two sides', { ...split, test: split.train }, 'row 0 is on two sides of the split'],
    [
      'a row that is not there',
      { ...split, test: Int32Array.of(1200) },
      'the test side has row 1200, and there are 1200',
    ],
    ['a side without rows', { ...split, calibration: new Int32Array(0) }, 'no rows for the calibration side'],
  ])('is refused for %s', async (_what, wrong, message) => {
    await expect(trainModel(rows, wrong)).rejects.toThrow(message);
  });
});

function positivesOf(side: Int32Array): number {
  return side.reduce((sum, row) => sum + rows.label[row]!, 0);
}
