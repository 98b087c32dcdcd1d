import type { MetricFacts } from '../evaluation/metrics/metric.ts';
import { type MetricName, type MetricOfBestName, metrics, metricsOfBest } from '../evaluation/metrics/metrics.ts';
import { capitalised, decimal } from '../text/format.ts';

/** A metric in a sentence or a column of the terminal: `ECE`, `log loss`. */
export function metricTitle(name: MetricName | MetricOfBestName): string {
  const { title, short } = factsOf(name);
  return short ?? title;
}

/** A metric at the head of a column of a page: `Log loss`. */
export function metricHead(name: MetricName | MetricOfBestName): string {
  return capitalised(factsOf(name).title);
}

/** A value of a metric, in the digits that are worth reading. */
export function metricValue(name: MetricName, value: number): string {
  return decimal(value, factsOf(name).digits);
}

function factsOf(name: MetricName | MetricOfBestName): MetricFacts {
  return [...metrics, ...metricsOfBest].find((metric) => metric.name === name)!;
}
