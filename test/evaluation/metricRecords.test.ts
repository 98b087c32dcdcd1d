import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { metricOf, metrics, metricsOfBest } from '../../src/evaluation/metrics/metrics.ts';
import { exportedRecords } from '../contract/exportedRecords.ts';
import { metricContract, metricOfBestContract } from '../contract/metric.contract.ts';

for (const metric of metrics) metricContract(metric);
for (const metric of metricsOfBest) metricOfBestContract(metric);

describe('the list of metrics', () => {
  test('has each name once, and each record by its name', () => {
    expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
    for (const metric of metrics) expect(metricOf(metric.name)).toBe(metric);
  });

  test('has every metric that is defined', async () => {
    const defined = await exportedRecords('evaluation/metrics/*.ts', (value) => 'compute' in value && 'range' in value);
    for (const [file, metric] of defined) expect([...metrics, ...metricsOfBest], file).toContain(metric);
  });

  test('is what an evaluation gives, no more and no less', () => {
    const found = evaluate(
      {
        probabilities: Float64Array.of(0.2, 0.4, 0.6, 0.3, 0.7, 0.5),
        label: Uint8Array.of(0, 1, 0, 0, 1, 1),
        unit: Int32Array.of(0, 1, 2, 3, 4, 5),
      },
      { seed: 1, resamples: 20, shares: [0.5] },
    ).metrics;
    expect(Object.keys(found)).toEqual([...metrics.map(({ name }) => name), 'liftAt']);
    for (const { name } of metrics) expect(Number.isFinite(found[name].value)).toBe(true);
    expect(Object.keys(found.liftAt[0]!)).toEqual(['share', 'k', ...metricsOfBest.map(({ name }) => name)]);
  });
});
