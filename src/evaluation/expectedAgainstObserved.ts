import { HandraiseError } from '../errors.ts';
import { total } from '../numeric/total.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { clusteredMean } from './clusteredMean.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate } from './evaluation.ts';
import { poissonBinomialInterval } from './poissonBinomial.ts';
import { rankRows } from './rankTally.ts';

/** What the best rows were to bring, and what they brought. */
export interface ExpectedAgainstObserved {
  /** How many rows; all of them where there are fewer than asked for. */
  readonly k: number;
  /** Sum of their probabilities. */
  readonly expected: number;
  readonly observed: number;
  /** Counts that would be no surprise were the probabilities right: `poissonBinomialInterval`. */
  readonly low: number;
  readonly high: number;
  /** Whether `observed` is one of them. */
  readonly within: boolean;
  /** Observed minus expected, per row, with its bootstrap interval clustered by unit, the k rows held fixed. */
  readonly excess: Estimate;
}

/**
 * Compares the sum of the k highest probabilities with the positives among those rows.
 *
 * @param k a whole number above 0. Ties are broken by `tieOrder`, then by the order of the rows.
 * @throws HandraiseError `data`, see `checkProbabilities`; `config` for another k.
 */
export function expectedAgainstObserved(
  { probabilities, label, unit, tieOrder }: EvaluationInput,
  k: number,
  options: BootstrapOptions,
): ExpectedAgainstObserved {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  const best = bestRows(probabilities, k, tieOrder);
  const p = Float64Array.from(best, (row) => probabilities[row]!);
  const y = Float64Array.from(best, (row) => label[row]!);
  const { low, high } = poissonBinomialInterval(p, options.level ?? 0.95);
  const observed = total(y);
  return {
    ...{ k: best.length, expected: total(p), observed, low, high },
    within: low <= observed && observed <= high,
    excess: clusteredMean(
      y.map((value, i) => value - p[i]!),
      Int32Array.from(best, (row) => unit[row]!),
      options,
    ),
  };
}

/**
 * The k rows of the highest probabilities, best first; all of them where there are fewer.
 *
 * @throws HandraiseError `config` unless k is a whole number above 0.
 */
export function bestRows(probabilities: Float64Array, k: number, tieOrder?: Int32Array): Int32Array {
  if (!Number.isSafeInteger(k) || k < 1) throw new HandraiseError('config', `${k} is not a number of rows to call`);
  return rankRows(probabilities, tieOrder).row.slice(0, k);
}
