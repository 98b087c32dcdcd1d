import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { backtestData } from '../../src/pipeline/backtest/backtestData.ts';
import type { BacktestData } from '../../src/report/backtestData.ts';
import { program } from '../snapshot/handmade.ts';

/** A back-test of invented origins, a month apart, whose probabilities are right. */
export function sampleBacktest(title = 'Who will ask for a demo?', origins = 6, rows = 400): BacktestData {
  const random = new Random(11);
  const trials = Array.from({ length: origins }, (_, origin) => {
    const margin = Float64Array.from({ length: rows }, () => random.normal() - 2);
    const side = { from: '2025-01-01', to: '2025-06-01', rows: 900, positives: 120 };
    const truth = margin.map(sigmoid);
    const byFamily = {
      'base-rate': new Float64Array(rows).fill(0.15),
      points: margin.map((m) => sigmoid(0.5 * m - 1)),
      logistic: margin.map((m) => sigmoid(0.9 * m)),
      boosting: truth,
      blend: margin.map((m) => sigmoid(0.95 * m)),
    };
    const label = Uint8Array.from(truth, (p) => (random.next() < p ? 1 : 0));
    return {
      asOf: new Date(Date.UTC(2025, 8 + origin)).toISOString().slice(0, 10),
      train: side,
      calibration: side,
      selected: 'boosting' as const,
      fallback: false,
      calibrationMethod: 'platt',
      excludedFeatures: 2,
      contact: Int32Array.from(truth, (_p, row) => row),
      unit: Int32Array.from(truth, (_p, row) => Math.floor(row / 3)),
      label,
      probabilities: byFamily,
      accounts: {
        method: 'noisy-or' as const,
        account: Int32Array.from(truth, (_p, row) => row),
        contacts: new Int32Array(rows).fill(1),
        label,
        probability: truth,
      },
    };
  });
  return backtestData({
    name: 'demo',
    program: { ...program(), title },
    read: { remarks: [], fingerprint: 'ab'.repeat(32) },
    trials,
    k: 50,
    originsAsked: origins,
  });
}
