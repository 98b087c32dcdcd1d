import { negativeLoss, positiveLoss } from '../../numeric/crossEntropy.ts';
import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { log1pExp } from '../../numeric/special.ts';
import { total } from '../../numeric/total.ts';
import { checkProbabilities, checkScores } from '../checkRows.ts';
import type { Metric } from './metric.ts';

/** Log loss of a positive and of a negative at each score of a tally. */
interface ScoreLosses {
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/**
 * Mean log loss (natural logarithm) of probabilities, clipped at 1e-15 and 1 − 1e-15.
 *
 * As log_loss(eps=1e-15) of scikit-learn before 1.5; later versions have no `eps` and clip float64 at 2.2e-16.
 *
 * @param probabilities one per row, within [0, 1]
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, probabilities outside [0, 1], or weights that are negative, not finite or all 0.
 * @example
 * logLoss(Float64Array.of(0.5, 0.5), Uint8Array.of(0, 1)) // Math.log(2)
 */
export function logLoss(probabilities: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkProbabilities(probabilities, label, weight);
  const tally = tallyScores(probabilities, label, weight);
  return logLossOf(tally, probabilityLosses(tally.score));
}

/**
 * Mean log loss of margins (log-odds), by log(1 + e^∓margin): exact and unclipped where probabilities would round to 0 or 1.
 *
 * @param margins log-odds, one per row
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, margins that are NaN, or weights that are negative, not finite or all 0.
 * @example
 * logLossFromMargins(Float64Array.of(0, 0), Uint8Array.of(0, 1)) // Math.log(2)
 */
export function logLossFromMargins(margins: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkScores(margins, label, weight);
  const tally = tallyScores(margins, label, weight);
  return logLossOf(tally, { positive: tally.score.map((m) => log1pExp(-m)), negative: tally.score.map(log1pExp) });
}

/** `logLoss` of a tally. */
export function logLossOf({ rows, positives }: ScoreTally, losses: ScoreLosses): number {
  let sum = 0;
  for (let g = 0; g < rows.length; g++) {
    const negatives = rows[g]! - positives[g]!;
    if (positives[g]! > 0) sum += positives[g]! * losses.positive[g]!;
    if (negatives > 0) sum += negatives * losses.negative[g]!;
  }
  return sum / total(rows);
}

/** Losses of probabilities, clipped at 1e-15. */
export function probabilityLosses(probabilities: Float64Array): ScoreLosses {
  return { positive: probabilities.map(positiveLoss), negative: probabilities.map(negativeLoss) };
}

/** The record of the log loss. */
export const logLossMetric: Metric<'logLoss'> = {
  name: 'logLoss',
  title: 'log loss',
  meaning: 'how costly wrong probabilities are',
  definition: 'mean of −log(p) for positives and −log(1 − p) for negatives, natural logarithm, p clipped at 1e-15',
  scikitLearn: 'log_loss(eps=1e-15)` before 1.5; later `log_loss` clips at 2.2e-16',
  best: 'lowest',
  range: [0, negativeLoss(1)],
  digits: 4,
  needs: { scores: 'probabilities', labels: 'any' },
  compute({ whole }) {
    const losses = probabilityLosses(whole.score);
    return (tally) => logLossOf(tally, losses);
  },
};
