import { HandraiseError } from '../errors.ts';
import { denseRank } from '../numeric/denseRank.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { Evaluation } from './evaluation.ts';
import { gainsOf } from './gains.ts';
import { histogram } from './histogram.ts';
import { listValues, metricSet, metricsOf } from './metricValues.ts';
import { coarseRanks, mergeTies, rankRows, tallyRanks, tallyResamples } from './rankTally.ts';
import { reliabilityOf } from './reliability.ts';

/** Ranks that resamples tell apart; the width of an interval tells neighbours among so many apart no more. */
const mostEntries = 20_000;

/** Rows to judge a model on, one entry each. */
export interface EvaluationInput {
  /** Within [0, 1]. */
  readonly probabilities: Float64Array;
  /** 0 or 1. */
  readonly label: Uint8Array;
  /** Number of the unit (cluster) of each row: rows of one unit are drawn together; where every row is on its own, its own number. */
  readonly unit: Int32Array;
  /** A key per row that ranks rows of equal probability, smaller first; without it they count in proportion. */
  readonly tieOrder?: Int32Array;
}

/** How a model is judged. */
export interface EvaluationOptions extends BootstrapOptions {
  /** Shares of the rows at which lift and precision are taken, by default 1, 5, 10 and 20%. */
  readonly shares?: readonly number[];
}

/**
 * How a model does on one set of rows, with percentile intervals by the bootstrap clustered by unit.
 *
 * The result depends on the rows, not on their order, and on the seed: units are drawn in the order of their numbers. Intervals
 * are those of each metric in the resamples, which take neighbours in rank together where there are more than 20,000 different ones; that of ECE, which noise can only raise, leans to the high side. A metric that
 * is undefined (see each) is NaN; where it is so in a resample only, that resample is skipped and counted.
 *
 * @param input rows to judge on, one entry each; probabilities within [0, 1], labels 0 or 1
 * @param options the seed of the bootstrap, how many resamples, the level of the intervals, and the shares of the rows for lift
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, or probabilities outside [0, 1]; `config` for shares outside (0, 1] or bad bootstrap options.
 * @example
 * const { metrics } = evaluate(
 *   { probabilities: Float64Array.of(0.9, 0.6, 0.4, 0.1), label: Uint8Array.of(1, 1, 0, 0), unit: Int32Array.of(0, 1, 2, 3) },
 *   { seed: 1 },
 * );
 * metrics.rocAuc.value // 1
 */
export function evaluate(input: EvaluationInput, options: EvaluationOptions): Evaluation {
  const { probabilities, label, unit, tieOrder } = input;
  const { shares = [0.01, 0.05, 0.1, 0.2], level = 0.95 } = options;
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  if (tieOrder) checkLength('tie-breaking keys', tieOrder, probabilities);
  const bad = shares.find((share) => !(share > 0 && share <= 1));
  if (bad !== undefined) throw new HandraiseError('config', `${bad} is not a share of the rows`);

  const ranked = rankRows(probabilities, tieOrder);
  const whole = tallyRanks(ranked, label);
  const { rank, count } = denseRank(unit);
  const metrics = metricsOf(whole, shares);
  const values = metrics(whole);
  const coarse = coarseRanks(ranked, mostEntries);
  const ofResample = coarse === ranked ? metrics : metricsOf(tallyRanks(coarse, label), shares);
  const resampled = tallyResamples(coarse, label, rank);
  const intervals = bootstrapIntervals(count, (copies) => listValues(ofResample(resampled(copies))), options);
  return {
    rows: probabilities.length,
    positives: total(whole.positives),
    units: count,
    level,
    metrics: metricSet(
      values,
      listValues(values).map((value, i) => estimate(value, intervals[i]!)),
    ),
    reliability: reliabilityOf(mergeTies(whole), level),
    gains: gainsOf(whole),
    histogram: histogram(probabilities),
  };
}
