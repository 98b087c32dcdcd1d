import { averagePrecisionMetric } from './averagePrecision.ts';
import { brierMetric } from './brier.ts';
import { calibrationInterceptMetric, calibrationSlopeMetric } from './calibrationLine.ts';
import { eceMetric } from './ece.ts';
import { liftMetric, precisionMetric } from './liftAtK.ts';
import { logLossMetric } from './logLoss.ts';
import type { Metric, MetricOfBest } from './metric.ts';
import { rocAucMetric } from './rocAuc.ts';

/** Every figure of an evaluation, in the order in which tables have them. */
export const metrics = [
  rocAucMetric,
  averagePrecisionMetric,
  logLossMetric,
  brierMetric,
  eceMetric,
  calibrationSlopeMetric,
  calibrationInterceptMetric,
] as const satisfies readonly Metric[];

/** The name of a figure. */
export type MetricName = (typeof metrics)[number]['name'];

/** Every figure of the best rows. */
export const metricsOfBest = [liftMetric, precisionMetric] as const satisfies readonly MetricOfBest[];

/** The name of a figure of the best rows. */
export type MetricOfBestName = (typeof metricsOfBest)[number]['name'];

/** The record of a metric. */
export function metricOf(name: MetricName): Metric<MetricName> {
  return metrics.find((metric) => metric.name === name)!;
}
