import { HandraiseError } from '../errors.ts';
import { denseRank } from '../numeric/denseRank.ts';
import { fitLogisticLine, type LogisticLine } from '../numeric/logisticLine.ts';
import { rankAuc } from '../numeric/rankAuc.ts';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { chiSquaredTail, log1pExp } from '../numeric/special.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkScores } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './evaluation.ts';
import { fitShift } from './fitShift.ts';
import { mergeTies, rankRows, tallyRanks, tallyResamples } from './rankTally.ts';

/** Recent rows whose horizon is over, one entry each. */
export interface RecentRows {
  /** Log-odds of the published probabilities, finite. */
  readonly logOdds: Float64Array;
  /** 0 or 1. */
  readonly label: Uint8Array;
  /** Number of the unit (cluster) of each row. */
  readonly unit: Int32Array;
}

/** A likelihood-ratio test of a correction against a simpler one. */
export interface RatioTest {
  /** Twice the gain in log-likelihood. */
  readonly statistic: number;
  readonly degrees: 1 | 2;
  readonly pValue: number;
}

/** What recent rows say of a model in use. */
export interface Recalibration {
  readonly advice: 'keep' | 'recalibrate' | 'retrain';
  /** The line to correct log-odds by; intercept 0 and slope 1 where no correction is called for. */
  readonly line: LogisticLine;
  /** Best intercept at slope 1, and the best line. */
  readonly interceptOnly: LogisticLine;
  readonly both: LogisticLine;
  readonly tests: {
    readonly noneToIntercept: RatioTest;
    readonly interceptToBoth: RatioTest;
    readonly noneToBoth: RatioTest;
  };
  readonly rocAuc: Estimate;
}

const significance = 0.05;

/**
 * Tells a model whose probabilities need a new line (recalibration) from one that has to be learnt again.
 *
 * `retrain`: ranking is lost, which no monotone correction restores. That is so when the recent ROC AUC lies below the reference's
 * interval and the reference's value above the recent interval, or when the line that fits would turn the order round. Else by a closed test at 5%: `keep` when intercept
 * and slope together gain nothing significant; `recalibrate` when they do, by the intercept alone unless the slope adds
 * significantly to it. The tests take rows as independent: with large units they find differences too readily.
 *
 * Vergouwe et al. (2017), A closed testing procedure to select an appropriate method for updating prediction models,
 * Statistics in Medicine 36, 4529–4539.
 *
 * @param recent rows of later dates than those the model was judged on
 * @param reference the ROC AUC on the test dates, with its interval
 * @param options the seed, the resamples and the level of the interval of the recent ROC AUC
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, log-odds that are not finite, one class, a single value
 *   of log-odds, or log-odds that separate the classes: no line can be fitted to these.
 * @example
 * const logOdds = Float64Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? -1 : 1));
 * const label = Uint8Array.from(logOdds, (margin, row) => Number(((row * 37) % 100) / 100 < (margin > 0 ? 0.73 : 0.27)));
 * const recent = { logOdds, label, unit: Int32Array.from(logOdds.keys()) };
 * recalibrate(recent, { value: 0.73, low: 0.65, high: 0.8, skipped: 0 }, { seed: 1 }).advice // 'keep'
 */
export function recalibrate(recent: RecentRows, reference: Estimate, options: BootstrapOptions): Recalibration {
  const { logOdds, label, unit } = recent;
  checkScores(logOdds, label);
  checkLength('units', unit, logOdds);
  if (!logOdds.every(Number.isFinite)) throw new HandraiseError('data', 'the log-odds of a recent row are infinite');
  const tally = tallyScores(logOdds, label);
  const interceptOnly = { intercept: fitShift(tally), slope: 1 };
  const both = fitLogisticLine(tally.score, tally.rows, tally.positives);
  if (!Number.isFinite(both.slope) || !Number.isFinite(interceptOnly.intercept))
    throw new HandraiseError('data', 'no line can be fitted to the recent rows', {
      hint: 'wait until more outcomes of both kinds are known',
    });
  const unchanged = { intercept: 0, slope: 1 };
  const [none, one, two] = [unchanged, interceptOnly, both].map((line) => logLikelihood(tally, line));
  const tests = {
    noneToIntercept: ratioTest(none!, one!, 1),
    interceptToBoth: ratioTest(one!, two!, 1),
    noneToBoth: ratioTest(none!, two!, 2),
  };
  const rocAuc = aucEstimate(recent, options);
  const lost = rocAuc.value < reference.low && rocAuc.high < reference.value;
  const differs = tests.noneToBoth.pValue < significance;
  const corrected = tests.interceptToBoth.pValue < significance ? both : interceptOnly;
  const turned = differs && !(corrected.slope > 0);
  return {
    advice: lost || turned ? 'retrain' : differs ? 'recalibrate' : 'keep',
    line: differs ? corrected : unchanged,
    interceptOnly,
    both,
    tests,
    rocAuc,
  };
}

function logLikelihood({ score, rows, positives }: ScoreTally, { intercept, slope }: LogisticLine): number {
  return score.reduce((sum, x, g) => {
    const odds = intercept + slope * x;
    return sum + positives[g]! * odds - rows[g]! * log1pExp(odds);
  }, 0);
}

function ratioTest(simple: number, better: number, degrees: 1 | 2): RatioTest {
  const statistic = Math.max(0, 2 * (better - simple));
  return { statistic, degrees, pValue: chiSquaredTail(statistic, degrees) };
}

function aucEstimate({ logOdds, label, unit }: RecentRows, options: BootstrapOptions): Estimate {
  const ranked = rankRows(logOdds);
  const { rank, count } = denseRank(unit);
  const aucOf = (tally: ScoreTally) => rankAuc(mergeTies(tally));
  const resampled = tallyResamples(ranked, label, rank);
  const [interval] = bootstrapIntervals(count, (copies) => [aucOf(resampled(copies))], options);
  return estimate(aucOf(tallyRanks(ranked, label)), interval!);
}
