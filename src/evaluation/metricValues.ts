import type { ScoreTally } from '../numeric/scoreTally.ts';
import type { Estimate, MetricSet } from './evaluation.ts';
import { calibrationLineOf, clippedLogits } from './metrics/calibrationLine.ts';
import { type LiftAt, liftAtOf } from './metrics/liftAtK.ts';
import type { JudgedRows } from './metrics/metric.ts';
import { type MetricName, metrics, metricsOfBest } from './metrics/metrics.ts';
import { mergeTies } from './rankTally.ts';

/** The figures of a metric set without intervals. */
interface MetricValues {
  readonly single: Readonly<Record<MetricName, number>>;
  readonly liftAt: readonly LiftAt[];
}

/**
 * All metrics of tallies by rank that differ from `whole` in their counts only, as those of resamples do: what depends on
 * the scores alone is computed once.
 */
export function metricsOf(whole: ScoreTally, shares: readonly number[]): (tally: ScoreTally) => MetricValues {
  const rows = judgedRows(mergeTies(whole));
  const computed = metrics.map((metric) => [metric.name, metric.compute(rows)] as const);
  return (tally) => {
    const byScore = tally === whole ? rows.whole : mergeTies(tally);
    return { single: byName(computed.map(([name, of]) => [name, of(byScore)])), liftAt: liftAtOf(tally, shares) };
  };
}

/** Every figure in one list, always in the same order. */
export function listValues({ single, liftAt }: MetricValues): number[] {
  return [
    ...metrics.map(({ name }) => single[name]),
    ...liftAt.flatMap((at) => metricsOfBest.map(({ name }) => at[name])),
  ];
}

/** The metric set of estimates in the order of `listValues`. */
export function metricSet({ liftAt }: MetricValues, estimates: readonly Estimate[]): MetricSet {
  const ofShare = (i: number) => estimates.slice(metrics.length + i * metricsOfBest.length);
  return {
    ...byName(metrics.map(({ name }, i) => [name, estimates[i]!])),
    liftAt: liftAt.map(({ share, k }, i) => ({
      ...{ share, k },
      ...byName(metricsOfBest.map(({ name }, at) => [name, ofShare(i)[at]!])),
    })),
  };
}

/** Rows by distinct score, with the line of the tally that was asked for last: several metrics ask for that of the same one. */
function judgedRows(whole: ScoreTally): JudgedRows {
  const logits = clippedLogits(whole.score);
  const ofWhole = calibrationLineOf(whole, logits);
  let last = { tally: whole, line: ofWhole };
  return {
    whole,
    line(tally) {
      if (tally !== last.tally)
        last = { tally, line: tally === whole ? ofWhole : calibrationLineOf(tally, logits, ofWhole) };
      return last.line;
    },
  };
}

function byName<Name extends string, Value>(
  entries: readonly (readonly [Name, Value])[],
): Readonly<Record<Name, Value>> {
  return Object.fromEntries(entries) as Record<Name, Value>;
}
