import { HandraiseError } from '../errors.ts';
import { negativeCost, positiveCost } from '../numeric/crossEntropy.ts';
import { tallyScores } from '../numeric/scoreTally.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkMargins } from './checkMargins.ts';
import { isotonic } from './isotonic.ts';
import { platt } from './platt.ts';
import { unitFolds } from './unitFolds.ts';

const folds = 5;
/** Below these, isotonic regression follows the noise. */
const isotonicRows = 1_000;
const isotonicPositives = 100;

/**
 * The calibrator to use and its cross-validated log loss per row (probabilities clipped at 1e-15).
 *
 * Five folds of whole units. `auto` takes the lower log loss of Platt and isotonic, Platt where they tie, and looks at
 * isotonic only from 1,000 rows and 100 positives on. A fold whose other folds hold one class only is left out; where that
 * is every fold (a single unit, say), the log loss is that on the very rows the calibrator was fitted on.
 * Folds depend on units, labels and seed only, so models judged on the same rows are judged on the same folds.
 *
 * @param unit number of the unit of each row. @param seed a whole number.
 * @throws HandraiseError `data` for what the calibrators refuse.
 */
export function chooseCalibrator(
  kind: 'auto' | 'platt' | 'isotonic',
  margins: Float64Array,
  label: Uint8Array,
  unit: Int32Array,
  seed: number,
): { calibrator: Calibrator; validationLogLoss: number } {
  checkMargins(margins, label);
  if (unit.length !== margins.length)
    throw new HandraiseError('data', `calibration has ${margins.length} margins, ${unit.length} units`);
  const fold = unitFolds(label, unit, folds, seed);
  const [first, ...others] = candidates(kind, label).map((calibrator) => ({
    calibrator,
    validationLogLoss: validate(calibrator, margins, label, fold),
  }));
  return others.reduce((best, other) => (other.validationLogLoss < best.validationLogLoss ? other : best), first!);
}

function candidates(kind: 'auto' | 'platt' | 'isotonic', label: Uint8Array): Calibrator[] {
  if (kind === 'platt') return [platt];
  if (kind === 'isotonic') return [isotonic];
  const positives = label.reduce((sum, y) => sum + y, 0);
  return label.length >= isotonicRows && positives >= isotonicPositives ? [platt, isotonic] : [platt];
}

function validate(calibrator: Calibrator, margins: Float64Array, label: Uint8Array, fold: Int32Array): number {
  let cost = 0;
  let rows = 0;
  for (let f = 0; f < folds; f++) {
    const learnt = label.filter((_, i) => fold[i] !== f);
    if (!learnt.includes(0) || !learnt.includes(1)) continue;
    const held = label.filter((_, i) => fold[i] === f);
    const fitted = calibrator.fit(
      margins.filter((_, i) => fold[i] !== f),
      learnt,
    );
    cost += totalCost(
      fitted,
      margins.filter((_, i) => fold[i] === f),
      held,
    );
    rows += held.length;
  }
  if (rows > 0) return cost / rows;
  return totalCost(calibrator.fit(margins, label), margins, label) / label.length;
}

function totalCost(fitted: FittedCalibrator, margins: Float64Array, label: Uint8Array): number {
  // Summed by margin, so that the order of the rows cannot change the last digit.
  const tally = tallyScores(margins, label);
  return fitted.probabilities(tally.score).reduce((sum, p, g) => {
    const positives = tally.positives[g]!;
    return sum + positives * positiveCost(p) + (tally.rows[g]! - positives) * negativeCost(p);
  }, 0);
}
