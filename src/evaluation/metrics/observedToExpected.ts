import type { MetricFacts } from './metric.ts';

/** The record of the level of calibration. */
export const observedToExpectedMetric: MetricFacts<'observedToExpected'> = {
  name: 'observedToExpected',
  title: 'observed/expected',
  meaning: 'the positives that came, as a share of those that the probabilities add up to',
  definition: 'positives over the sum of the probabilities of the same rows',
  scikitLearn: '',
  best: 1,
  range: [0, Number.POSITIVE_INFINITY],
  digits: 2,
};
