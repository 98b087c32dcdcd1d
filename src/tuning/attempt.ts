import { meanCost, meanGap } from '../calibration/heldOutCosts.ts';
import type { FamilySettings, TunedFamily } from './settings.ts';

/** A try of settings while the search is going on. */
export interface Attempt {
  readonly number: number;
  readonly family: TunedFamily;
  readonly settings: FamilySettings[TunedFamily];
  readonly isDefault: boolean;
  /** Log loss of each row of each rung it was judged on; NaN of rows that could not be judged. */
  readonly costs: readonly Float64Array[];
  /** After each of these rungs, the log loss per row of all so far. */
  readonly losses: readonly number[];
  readonly end: 'finished' | 'stopped' | 'out of time';
}

/** The attempt once it was judged on its next rung. */
export function withCosts(attempt: Attempt, found: Float64Array): Attempt {
  const costs = [...attempt.costs, found];
  return { ...attempt, costs, losses: [...attempt.losses, meanCost(joined(costs))] };
}

/**
 * The log loss of an attempt minus that of another, on the rungs both were judged on, and the standard error of it.
 *
 * @param units number of the unit of each row of each rung.
 */
export function differenceOf(
  attempt: Attempt,
  other: Attempt,
  units: readonly Int32Array[],
): { readonly value: number; readonly error: number } {
  const rungs = Math.min(attempt.costs.length, other.costs.length);
  const unit = Int32Array.from(units.slice(0, rungs).flatMap((numbers) => [...numbers]));
  const { gap, error } = meanGap(joined(attempt.costs.slice(0, rungs)), joined(other.costs.slice(0, rungs)), unit);
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
