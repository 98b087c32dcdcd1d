import type { Estimate } from '../evaluation/evaluation.ts';

/** Class counts of the matured rows, or the least the program asks for. */
export interface DataCounts {
  readonly trainPositives: number;
  readonly trainNegatives: number;
  readonly testPositives: number;
}

/** What the gates look at. */
export interface GateInput {
  readonly counts: DataCounts;
  readonly minimum: DataCounts;
  /** Log loss on the test dates, the model's minus the base rate's, row by row; below 0 the model is better. */
  readonly againstBaseRate: Estimate;
  /** The same against the points score; null when the model is the points score. */
  readonly againstPoints: Estimate | null;
  readonly calibrationSlope: Estimate;
  /** A points score that stands in because there is too little data to learn from. */
  readonly fallback: boolean;
}

/** What one gate found. */
export interface GateFinding {
  readonly gate: 'minimum data' | 'base rate' | 'points' | 'calibration';
  /** True when this gate keeps the model from being published. */
  readonly held: boolean;
  /** What was found, for a reader of the report or the terminal. */
  readonly sentence: string;
}

/** What all gates say together. */
export interface GateVerdict {
  /** No gate held. */
  readonly passed: boolean;
  readonly findings: readonly GateFinding[];
}

/** Calibration slopes with no part of the interval in here say that probabilities are a quarter or more off in log-odds. */
const soundSlope = { low: 0.8, high: 1.25 } as const;

/**
 * Whether a model may become champion, each gate with one sentence.
 *
 * A model must have the minimum data, beat the base rate with its whole interval, not be worse than
 * the points score, and be calibrated: the interval of its slope must reach into [0.8, 1.25]. A
 * figure that is not a number holds its gate. A fallback only needs to exist: the gates then say
 * what is missing and hold nothing.
 */
export function promotionGates(input: GateInput): GateVerdict {
  if (input.fallback) return verdict([{ ...minimumData(input), held: false }]);
  const findings = [minimumData(input), baseRate(input.againstBaseRate), calibration(input.calibrationSlope)];
  if (input.againstPoints) findings.splice(2, 0, points(input.againstPoints));
  return verdict(findings);
}

function verdict(findings: readonly GateFinding[]): GateVerdict {
  return { passed: findings.every((finding) => !finding.held), findings };
}

const countNames = {
  trainPositives: 'contacts that converted in training',
  trainNegatives: 'contacts that did not convert in training',
  testPositives: 'contacts that converted on the test dates',
} as const satisfies Record<keyof DataCounts, string>;

function minimumData({ counts, minimum, fallback }: GateInput): GateFinding {
  const missing = (Object.keys(countNames) as (keyof DataCounts)[])
    .filter((name) => !(counts[name] >= minimum[name]))
    .map((name) => `${counts[name]} of the ${minimum[name]} ${countNames[name]}`);
  const sentence = missing.length > 0 ? `There are only ${missing.join(', ')}.` : 'There is enough data to learn from.';
  return {
    gate: 'minimum data',
    held: missing.length > 0,
    sentence: fallback ? `${sentence} The points score stands in.` : sentence,
  };
}

function baseRate(difference: Estimate): GateFinding {
  const held = !(difference.high < 0);
  return {
    gate: 'base rate',
    held,
    sentence: held
      ? `It is not certain to beat giving everybody the base rate: log loss differs by ${interval(difference)}.`
      : `It beats giving everybody the base rate: log loss differs by ${interval(difference)}.`,
  };
}

function points(difference: Estimate): GateFinding {
  const held = !(difference.value < 0);
  const found = held ? 'does not beat' : difference.high < 0 ? 'beats' : 'is ahead of, though not certainly,';
  return {
    gate: 'points',
    held,
    sentence: `It ${found} the points score: log loss differs by ${interval(difference)}.`,
  };
}

function calibration(slope: Estimate): GateFinding {
  const held = !(slope.low <= soundSlope.high && slope.high >= soundSlope.low);
  return {
    gate: 'calibration',
    held,
    sentence: held
      ? `Its probabilities are off: the calibration slope is ${interval(slope)}, and 1 is right.`
      : `Its probabilities can be trusted: the calibration slope is ${interval(slope)}, and 1 is right.`,
  };
}

function interval({ value, low, high }: Estimate): string {
  return [value, low, high].every(Number.isFinite)
    ? `${significant(value)} (${significant(low)} to ${significant(high)})`
    : 'an amount that could not be computed';
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}
