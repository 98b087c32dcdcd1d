import { rankAuc } from '../numeric/rankAuc.ts';
import type { ScoreTally } from '../numeric/scoreTally.ts';
import type { Estimate, MetricSet } from './evaluation.ts';
import { averagePrecisionOf } from './metrics/averagePrecision.ts';
import { brierOf } from './metrics/brier.ts';
import { calibrationLineOf, clippedLogits } from './metrics/calibrationLine.ts';
import { eceOf } from './metrics/ece.ts';
import { type LiftAt, liftAtOf } from './metrics/liftAtK.ts';
import { logLossOf, probabilityCosts } from './metrics/logLoss.ts';
import { mergeTies } from './rankTally.ts';

/** The figures of a metric set without intervals. */
interface MetricValues {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
  readonly calibrationSlope: number;
  readonly calibrationIntercept: number;
  readonly liftAt: readonly LiftAt[];
}

/**
 * All metrics of tallies by rank that differ from `whole` in their counts only, as those of resamples do: what depends on
 * the scores alone is computed once.
 */
export function metricsOf(whole: ScoreTally, shares: readonly number[]): (tally: ScoreTally) => MetricValues {
  const distinct = mergeTies(whole);
  const costs = probabilityCosts(distinct.score);
  const logits = clippedLogits(distinct.score);
  const wholeLine = calibrationLineOf(distinct, logits);
  return (tally) => {
    const byScore = mergeTies(tally);
    const line = tally === whole ? wholeLine : calibrationLineOf(byScore, logits, wholeLine);
    return {
      rocAuc: rankAuc(byScore),
      averagePrecision: averagePrecisionOf(byScore),
      logLoss: logLossOf(byScore, costs),
      brier: brierOf(byScore),
      ece: eceOf(byScore),
      calibrationSlope: line.slope,
      calibrationIntercept: line.intercept,
      liftAt: liftAtOf(tally, shares),
    };
  };
}

/** Every figure in one list, always in the same order. */
export function listValues(values: MetricValues): number[] {
  const { liftAt, ...single } = values;
  return [...Object.values(single), ...liftAt.flatMap(({ lift, precision }) => [lift, precision])];
}

/** The metric set of estimates in the order of `listValues`. */
export function metricSet({ liftAt }: MetricValues, estimates: readonly Estimate[]): MetricSet {
  const [rocAuc, averagePrecision, logLoss, brier, ece, calibrationSlope, calibrationIntercept, ...lifts] = estimates;
  return {
    rocAuc: rocAuc!,
    averagePrecision: averagePrecision!,
    logLoss: logLoss!,
    brier: brier!,
    ece: ece!,
    calibrationSlope: calibrationSlope!,
    calibrationIntercept: calibrationIntercept!,
    liftAt: liftAt.map(({ share, k }, i) => ({ share, k, lift: lifts[2 * i]!, precision: lifts[2 * i + 1]! })),
  };
}
