import { unitFolds } from '../calibration/unitFolds.ts';
import { fitShift } from '../evaluation/fitShift.ts';
import { fitLogisticLine, type LogisticLine } from '../numeric/logisticLine.ts';
import { tallyScores } from '../numeric/scoreTally.ts';
import { sigmoid } from '../numeric/special.ts';

const folds = 5;

/**
 * Probabilities of rows whose log-odds are moved by a line that their own unit had no part in: five folds of whole units, each moved
 * by the line of the other four.
 *
 * Where four folds allow no line of positive slope, theirs is `line`, that of all rows.
 *
 * @param shiftOnly whether the line may only shift. @param unit number of the unit of each row.
 */
export function crossFitted(
  rows: { readonly logOdds: Float64Array; readonly label: Uint8Array; readonly unit: Int32Array },
  { line, shiftOnly, seed }: { readonly line: LogisticLine; readonly shiftOnly: boolean; readonly seed: number },
): Float64Array {
  const { logOdds, label, unit } = rows;
  const fold = unitFolds(label, unit, folds, seed);
  const lines = Array.from({ length: folds }, (_, held) => {
    const others = (_: number, row: number) => fold[row] !== held;
    const { score, rows: count, positives } = tallyScores(logOdds.filter(others), label.filter(others));
    const found = shiftOnly
      ? { intercept: fitShift({ score, rows: count, positives }), slope: 1 }
      : fitLogisticLine(score, count, positives);
    return Number.isFinite(found.intercept) && Number.isFinite(found.slope) && found.slope > 0 ? found : line;
  });
  return logOdds.map((odds, row) => {
    const { intercept, slope } = lines[fold[row]!]!;
    return sigmoid(intercept + slope * odds);
  });
}
