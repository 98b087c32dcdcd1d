import { meanGap, meanLoss } from '../calibration/heldOutLosses.ts';
import type { FamilySettings, TunedFamily } from './settings.ts';

/** A trial while the search is going on. */
export interface RunningTrial {
  readonly number: number;
  readonly family: TunedFamily;
  readonly settings: FamilySettings[TunedFamily];
  readonly isDefault: boolean;
  /** Log loss of each row of each rung it was judged on; NaN of rows that could not be judged. */
  readonly rowLosses: readonly Float64Array[];
  /** After each of these rungs, the log loss per row of all so far. */
  readonly meanLosses: readonly number[];
  readonly end: 'finished' | 'stopped' | 'out of time';
}

/** The trial once it was judged on its next rung. */
export function withLosses(trial: RunningTrial, found: Float64Array): RunningTrial {
  const rowLosses = [...trial.rowLosses, found];
  return { ...trial, rowLosses, meanLosses: [...trial.meanLosses, meanLoss(joined(rowLosses))] };
}

/**
 * The log loss of a trial minus that of another, on the rungs both were judged on, and the standard error of it.
 *
 * @param units number of the unit of each row of each rung.
 */
export function differenceOf(
  trial: RunningTrial,
  other: RunningTrial,
  units: readonly Int32Array[],
): { readonly value: number; readonly error: number } {
  const rungs = Math.min(trial.rowLosses.length, other.rowLosses.length);
  const unit = Int32Array.from(units.slice(0, rungs).flatMap((numbers) => [...numbers]));
  const { gap, error } = meanGap(
    joined(trial.rowLosses.slice(0, rungs)),
    joined(other.rowLosses.slice(0, rungs)),
    unit,
  );
  return { value: gap, error };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
