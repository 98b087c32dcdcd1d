import { describe, expect, test } from 'vitest';
import type { Estimate, Evaluation } from '../../src/evaluation/evaluation.ts';
import {
  areProbabilitiesTrue,
  canItRank,
  gainAt,
  headline,
  isItBetter,
  meanPredicted,
} from '../../src/report/calibration/answers.ts';
import { sampleCalibrationReport } from './sampleReports.ts';

const data = sampleCalibrationReport();
const champion = data.candidateModels.find((candidate) => candidate.selected)!;
const estimate = (low: number, value: number, high: number): Estimate => ({ low, value, high });
const withMetrics = (metrics: Partial<Evaluation['metrics']>): Evaluation => ({
  ...champion.test,
  metrics: { ...champion.test.metrics, ...metrics },
});

describe('the headline', () => {
  test.each([
    [estimate(0.48, 0.55, 0.62), 'No'],
    [estimate(0.52, 0.58, 0.62), 'Barely'],
    [estimate(0.66, 0.7, 0.74), 'Yes'],
    [estimate(0.8, 0.83, 0.86), 'Yes'],
    [estimate(Number.NaN, Number.NaN, Number.NaN), 'Unknown'],
  ])('on ranking, ROC AUC %j: %s', (rocAuc, word) => {
    expect(canItRank(withMetrics({ rocAuc })).word).toBe(word);
  });

  test.each([
    ['right', 'right', 'Yes'],
    ['right', 'overconfident', 'Overconfident'],
    ['too low', 'underconfident', 'Underconfident'],
    ['too high', 'right', 'Too high'],
    ['too low', 'right', 'Too low'],
    ['right', 'unknown', 'Unknown'],
  ] as const)('on the probabilities, level %s, slope %s: %s', (levelIs, slopeIs, word) => {
    const known = estimate(0.9, 1, 1.1);
    const whole = { rows: 100, positives: 10, expected: 10, level: known, levelIs, slope: known, slopeIs };
    expect(areProbabilitiesTrue(whole).word).toBe(word);
  });

  test('on the comparison goes by the paired difference to the points score', () => {
    const against = (difference: Estimate) =>
      isItBetter(data.candidateModels.map((candidate) => ({ ...candidate, difference }))).word;
    expect(against(estimate(-0.02, -0.01, -0.001))).toBe('Yes');
    expect(against(estimate(-0.02, -0.01, 0.001))).toBe('Ahead');
    const worse = { ...champion, test: withMetrics({ logLoss: estimate(0.3, 0.4, 0.5) }) };
    expect(isItBetter([worse, ...data.candidateModels.filter((candidate) => !candidate.selected)]).word).toBe('No');
    expect(isItBetter([champion]).word).toBe('Unknown');
  });

  test('is one sentence, for a model, a fallback, a base rate and nothing', () => {
    const sentences = [
      headline(data),
      headline({ ...data, fallback: true, family: 'points' }),
      headline({ ...data, candidateModels: [{ ...champion, family: 'base-rate' }] }),
      headline({ ...data, candidateModels: [] }),
    ];
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*[a-z%]\.$/);
    expect(sentences[0]).toContain('logistic regression');
    expect(sentences[1]).toContain('too little data');
    expect(sentences[2]).toContain('no model is better than the base rate');
    expect(sentences[3]).toContain('no test rows');
  });
});

test('gainAt lies on the straight line between points', () => {
  const gains = [
    { share: 0.5, gain: 0.8, lift: 1.6 },
    { share: 1, gain: 1, lift: 1 },
  ];
  expect(gainAt(gains, 0.25)).toBeCloseTo(0.4, 12);
  expect(gainAt(gains, 0.5)).toBeCloseTo(0.8, 12);
  expect(gainAt(gains, 0.75)).toBeCloseTo(0.9, 12);
  expect(gainAt([], 0.1)).toBeNaN();
});

test('meanPredicted weighs the bins by their rows', () => {
  const bin = { observed: 0, low: 0, high: 0 };
  const reliability = [
    { ...bin, rows: 1, meanPredicted: 0.1 },
    { ...bin, rows: 3, meanPredicted: 0.5 },
  ];
  expect(meanPredicted({ ...champion.test, reliability })).toBeCloseTo(0.4, 12);
});
