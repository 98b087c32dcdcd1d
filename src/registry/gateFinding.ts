import type { Estimate } from '../evaluation/evaluation.ts';

/** What one gate asked of a model and what it found. */
export interface GateFinding {
  readonly gate:
    | 'minimum data'
    | 'base rate'
    | 'points'
    | 'ranking'
    | 'champion'
    | 'calibration'
    | 'time split'
    | 'excluded features'
    | 'availability audit'
    | 'file to score';
  /** True when this gate keeps the model from being published. */
  readonly held: boolean;
  /** What it takes to pass. */
  readonly asked: string;
  /** What was measured, with its figures. */
  readonly measured: string;
  /** What was found, for a reader of the report or the terminal. */
  readonly sentence: string;
}

/** `-0.02 (-0.03 to -0.0001)`, to three digits that matter. */
export function interval({ value, low, high }: Estimate): string {
  return [value, low, high].every(Number.isFinite)
    ? `${significant(value)} (${significant(low)} to ${significant(high)})`
    : 'an amount that could not be computed';
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}
