import { describe, expect, test } from 'vitest';
import { fitLogisticLine } from '../../src/numeric/logisticLine.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { silent } from '../../src/progress.ts';
import { createTable } from '../../src/table/table.ts';
import { averageLine, type FoldMargins } from '../../src/training/averageLine.ts';
import { crossFit } from '../../src/training/crossFit.ts';
import { foldsOf } from '../../src/training/folds.ts';
import { labelledRows } from '../../src/training/labelledRows.ts';
import { numberColumn } from '../contract/estimatorData.ts';

const rows = 20_000;
const random = new Random(1);
const draws = (deviation: number) => Float64Array.from({ length: rows }, () => deviation * random.normal());

/** Five models that are right but for a chance of their own, each of which holds out every fifth row. */
function fiveModels(signal: Float64Array, noise: number) {
  const all = Int32Array.from(signal.keys());
  const models: FoldMargins[] = Array.from({ length: 5 }, (_, fold) => {
    const own = draws(noise);
    return {
      learned: all.filter((row) => row % 5 !== fold),
      held: all.filter((row) => row % 5 === fold),
      margins: signal.map((margin, row) => margin + own[row]!),
    };
  });
  return { models, outOfFold: signal.map((_, row) => models[row % 5]!.margins[row]!) };
}

describe('the line of an average', () => {
  test('makes up for the chance that has averaged out', () => {
    // Variances: 1 + 0.5 of the out-of-fold margins, 1 + 0.1 of the mean of five.
    const signal = draws(1).map((margin) => margin - 2);
    const { models, outOfFold } = fiveModels(signal, Math.sqrt(0.5));
    const { intercept, slope } = averageLine(models, outOfFold)!;
    expect(Math.abs(slope - 1.5 / 1.1)).toBeLessThan(0.03);
    expect(intercept / (1 - slope)).toBeCloseTo(-2, 1);
    // Outcomes fall with the signal as the line of least squares says, the same for both.
    const onSignal = (margins: Float64Array) => {
      const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / rows;
      const [x, y] = [mean(margins), mean(signal)];
      return mean(margins.map((m, i) => (m - x) * (signal[i]! - y))) / mean(margins.map((m) => (m - x) ** 2));
    };
    const average = outOfFold.map((_, row) => models.reduce((sum, { margins }) => sum + margins[row]! / 5, 0));
    expect(onSignal(average.map((margin) => intercept + slope * margin))).toBeCloseTo(onSignal(outOfFold), 1);
  });

  test('is none where models agree, and of a single one', () => {
    const { models, outOfFold } = fiveModels(draws(1), 0);
    expect(averageLine(models, outOfFold)).toBeUndefined();
    expect(averageLine(models.slice(0, 1), outOfFold)).toBeUndefined();
  });

  test('of chance alone is no steeper than the number of models', () => {
    const { models, outOfFold } = fiveModels(new Float64Array(rows), 1);
    const { slope } = averageLine(models, outOfFold)!;
    expect(slope).toBeGreaterThan(4);
    expect(slope).toBeLessThanOrEqual(5 * (1 + 1e-12));
  });

  test('lets probabilities of the average be as true as those that were calibrated', async () => {
    // Trees of few rows vary by chance: without the line, slopes on fresh rows are 1.2 in the mean of such worlds.
    const slopes: number[] = [];
    for (let seed = 1; seed <= 8; seed++) {
      const { train, fresh } = worldOfTrees(seed);
      const {
        held,
        fitted: [trees],
      } = await crossFit(
        train,
        foldsOf(train, 1),
        ['boosting'],
        { horizonDays: 1, seed: 1, calibration: 'none', features: { highCardinality: 'levels' } },
        { progress: silent, signal: new AbortController().signal },
        'rows',
      );
      const calibrated = slopeOf(trees!.outOfFold, train.take(held).label);
      slopes.push(slopeOf(trees!.model.margins(fresh.table), fresh.label) / calibrated);
    }
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.1);
  });
});

function slopeOf(margins: Float64Array, label: Uint8Array): number {
  return fitLogisticLine(margins, new Float64Array(label.length).fill(1), Float64Array.from(label)).slope;
}

function worldOfTrees(seed: number) {
  const [few, many] = [1500, 6000];
  const own = new Random(seed);
  const columns = Array.from({ length: 12 }, (_, i) =>
    numberColumn(
      `x${i}`,
      Float64Array.from({ length: few + many }, () => own.normal()),
    ),
  );
  const table = createTable(few + many, columns);
  const [a, b, c] = columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array()));
  const label = Uint8Array.from(a!, (x, i) =>
    Number(own.next() < sigmoid(-2.6 + 0.8 * x + 0.6 * b![i]! + 0.5 * Math.max(0, c![i]!))),
  );
  const rows = labelledRows({ table, label, asOf: new Float64Array(few + many), unit: Int32Array.from(label.keys()) });
  const at = (from: number, count: number) => rows.take(Int32Array.from({ length: count }, (_, i) => from + i));
  return { train: at(0, few), fresh: at(few, many) };
}
