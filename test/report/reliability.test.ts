import { expect, test } from 'vitest';
import { calibrationVerdict } from '../../src/evaluation/calibrationVerdict.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { reliabilityFigure } from '../../src/report/calibration/reliability.ts';

const random = new Random(4);
const probabilities = Float64Array.from({ length: 3000 }, () => sigmoid(-3.5 + 1.3 * random.normal()));
const label = Uint8Array.from(probabilities, (p) => Number(random.next() < p));
const input = { probabilities, label, unit: Int32Array.from(label.keys()) };
const evaluation = evaluate(input, { seed: 1 });
const { top } = calibrationVerdict({ rows: { ...input, evaluation }, seed: 1 });

test('a reliability diagram reaches the highest probability that was given, and shows the best of the list one by one', () => {
  const figure = reliabilityFigure({ id: 'r', title: 'R', noun: 'contact', after: evaluation, top });
  const { xaxis } = figure.plot.layout as { xaxis: { range: readonly [number, number] } };
  const highest = probabilities.reduce((most, p) => Math.max(most, p), 0);
  expect(highest).toBeGreaterThan(1.5 * evaluation.reliability.at(-1)!.meanPredicted);
  expect(xaxis.range[1]).toBeGreaterThan(highest);
  expect(figure.caption).toContain('the best 20, 50 and 200 rows');
  expect(figure.table.rows.slice(-3).map(([bin, rows]) => [bin, rows])).toEqual([
    ['best 20', '20'],
    ['best 50', '50'],
    ['best 200', '200'],
  ]);
  const best = probabilities.toSorted().slice(-20);
  const mean = best.reduce((sum, p) => sum + p, 0) / 20;
  expect(figure.table.rows.at(-3)![2]).toBe(`${(100 * mean).toFixed(2)}%`);
});
