import type { MetricName, MetricOfBestName } from './metrics/metrics.ts';

/**
 * An estimate with its bootstrap percentile interval, clustered by unit. All NaN where the figure is undefined, such as the
 * ROC AUC of one class; the interval alone is NaN where there are fewer than two units.
 */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Resamples in which the figure was undefined and which do not count; absent where there were none. */
  readonly skipped?: number;
}

/** The figures of one evaluation: of every metric its estimate, by its name. */
export interface MetricSet extends Readonly<Record<MetricName, Estimate>> {
  /** At each of the shares of the evaluation: the best k rows, k = ⌈share · rows⌉. */
  readonly liftAt: readonly ({ readonly share: number; readonly k: number } & Readonly<
    Record<MetricOfBestName, Estimate>
  >)[];
}

/** One bin of a reliability diagram; the interval is Wilson's, at the level of the evaluation. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanPredicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/** A point of the cumulative gains. */
export interface GainPoint {
  /** Share of the rows, best first. */
  readonly share: number;
  /** Share of all positives among them. */
  readonly gain: number;
  readonly lift: number;
}

/** How a model does on one set of rows. */
export interface Evaluation {
  readonly rows: number;
  readonly positives: number;
  readonly units: number;
  /** Level of every interval, such as 0.95. */
  readonly level: number;
  readonly metrics: MetricSet;
  readonly reliability: readonly ReliabilityBin[];
  readonly gains: readonly GainPoint[];
  /** Counts of predicted probabilities in equally wide bins over [0, 1]. */
  readonly histogram: readonly number[];
}
