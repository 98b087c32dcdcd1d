import { HandraiseError } from '../errors.ts';
import { mix32 } from '../numeric/hash.ts';
import { take } from '../numeric/take.ts';
import type { Calibrator } from './calibrator.ts';
import { type CalibrationMethod, calibrators } from './calibrators.ts';
import { checkMargins } from './checkMargins.ts';
import { heldOutLosses, meanGap, meanLoss } from './heldOutLosses.ts';
import { unitFolds } from './unitFolds.ts';

/** A calibrator by its name, or the best of them. */
export type CalibrationKind = 'auto' | CalibrationMethod;

/** A calibrator, and how it does on rows that it was not fitted on. */
export interface ChosenCalibrator {
  readonly calibrator: Calibrator;
  /** Log loss of each row, NaN where it could not be told; and their mean. */
  readonly losses: Float64Array;
  readonly validationLogLoss: number;
}

const folds = 5;
/** Rows that calibrators are compared on, of more. */
const looked = 50_000;

/**
 * The calibrator to use and its cross-validated log loss per row (probabilities clipped at 1e-15).
 *
 * Five folds of whole units. `auto` looks at the calibrators that the rows are enough for (each says how many, see `auto` of
 * `Calibrator`) and takes the simplest whose log loss is within one
 * standard error of the least: of the paired difference of the two, row by row, clustered by unit. What a calibrator
 * with more freedom gains within that is as likely noise, and it would pay for it on later dates.
 *
 * Of more than 50,000 rows, `auto` looks at about so many, of whole units: they tell the calibrators apart as well. The losses are those of
 * all rows.
 *
 * A fold whose other folds hold one class only is left out; where that is every fold (a single unit, say), the log loss is
 * that on the very rows the calibrator was fitted on. With a single unit there is no standard error: the least wins.
 * Folds depend on units, labels and seed only, so models judged on the same rows are judged on the same folds.
 *
 * @param kind a method, or `auto` for the best of them
 * @param margins log-odds, one per row, of rows that the model has not learned from
 * @param label 0 or 1 per row
 * @param unit number of the unit (cluster) of each row; where every row is on its own, its own number
 * @param seed a whole number
 * @throws HandraiseError `data` for what the calibrators refuse.
 * @example
 * const margins = Float64Array.from({ length: 200 }, (_, row) => (row % 10) - 5);
 * const label = Uint8Array.from(margins, (margin, row) => Number(margin + ((row * 7) % 11) - 5 > 0));
 * const unit = Int32Array.from(margins.keys());
 * const { calibrator, validationLogLoss } = chooseCalibrator('platt', margins, label, unit, 1);
 * calibrator.method // 'platt'
 * validationLogLoss < Math.log(2) // true
 */
export function chooseCalibrator(
  kind: CalibrationKind,
  margins: Float64Array,
  label: Uint8Array,
  unit: Int32Array,
  seed: number,
): ChosenCalibrator {
  if (unit.length !== margins.length)
    throw new HandraiseError('data', `calibration has ${margins.length} margins, ${unit.length} units`);
  return chooseInFolds(kind, { margins, label, unit, fold: calibrationFolds(label, unit, seed) }, seed);
}

/** The folds in which calibrators are chosen: the same for all models that are judged on the same rows. */
export function calibrationFolds(label: Uint8Array, unit: Int32Array, seed: number): Int32Array {
  return unitFolds(label, unit, folds, seed);
}

/** `chooseCalibrator` where the `calibrationFolds` are known. @throws HandraiseError as that. */
export function chooseInFolds(kind: CalibrationKind, all: FoldedRows, seed: number): ChosenCalibrator {
  const { margins, label } = all;
  checkMargins(margins, label);
  const asked = candidates(kind, label);
  const judged = asked.length > 1 && label.length > looked ? someUnits(all, seed) : all;
  const chosen = simplest(
    asked.map((calibrator) => judge(calibrator, judged)),
    judged.unit,
  );
  return judged === all ? chosen : judge(chosen.calibrator, all);
}

/** Rows that calibrators are judged on, one entry each. */
export interface FoldedRows {
  readonly margins: Float64Array;
  readonly label: Uint8Array;
  readonly unit: Int32Array;
  readonly fold: Int32Array;
}

function judge(calibrator: Calibrator, { margins, label, fold }: FoldedRows): ChosenCalibrator {
  const losses = heldOutLosses(calibrator, margins, label, fold, folds);
  return { calibrator, losses, validationLogLoss: meanLoss(losses) };
}

/** The first whose losses are within one standard error of the least. */
function simplest(judged: readonly ChosenCalibrator[], unit: Int32Array): ChosenCalibrator {
  const best = judged.reduce((least, other) => (other.validationLogLoss < least.validationLogLoss ? other : least));
  return judged.find((simpler) => {
    if (simpler === best) return true;
    const { gap, error } = meanGap(simpler.losses, best.losses, unit);
    return gap <= error;
  })!;
}

/** The rows of as many units as have about `looked` rows, by a hash of the unit. */
function someUnits({ margins, label, unit, fold }: FoldedRows, seed: number): FoldedRows {
  const share = (2 ** 32 * looked) / label.length;
  const some = Int32Array.from(unit.keys()).filter((row) => mix32(unit[row]!, seed) < share);
  return { margins: take(margins, some), label: take(label, some), unit: take(unit, some), fold: take(fold, some) };
}

function candidates(kind: CalibrationKind, label: Uint8Array): readonly Calibrator[] {
  if (kind !== 'auto') return calibrators.filter(({ method }) => method === kind);
  const positives = label.reduce((sum, y) => sum + y, 0);
  const found = { rows: label.length, positives, ofEachClass: Math.min(positives, label.length - positives) };
  return calibrators.filter(({ auto }: Calibrator) => auto && isEnough(auto, found));
}

function isEnough(least: NonNullable<Calibrator['auto']>, found: Required<NonNullable<Calibrator['auto']>>): boolean {
  return (['rows', 'positives', 'ofEachClass'] as const).every((count) => found[count] >= (least[count] ?? 0));
}
