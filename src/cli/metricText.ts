import type { MetricSet } from '../evaluation/evaluation.ts';
import { type MetricName, metricOf, metrics } from '../evaluation/metrics/metrics.ts';
import { metricTitle } from '../wording/metricText.ts';
import { estimateText } from './estimateText.ts';

/** A line of a table for each metric: its name and its estimate. */
export function metricLines(found: MetricSet): string[][] {
  return metrics.map(({ name }) => [metricTitle(name), metricText(found, name)]);
}

/** The estimate of a metric with its interval, in the digits that are worth reading. */
export function metricText(found: MetricSet, name: MetricName): string {
  return estimateText(found[name], metricOf(name).digits);
}
