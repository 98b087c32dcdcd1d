import type { Estimate } from '../evaluation/evaluation.ts';
import { type ChampionComparison, championGate } from './championGate.ts';
import { auditGate, excludedFeaturesGate, type FeatureUse } from './featureGates.ts';
import { type GateFinding, interval } from './gateFinding.ts';

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
  /** The champion on the same dates; null where there is none, absent where nobody asks to take its place yet. */
  readonly againstChampion?: ChampionComparison | null;
  /** On the test dates, or, of a recalibrated model, on the later rows that corrected it. */
  readonly calibrationSlope: Estimate;
  readonly recalibrated: boolean;
  /** Whether it was judged on later dates than it was trained on; by default it was. */
  readonly timeTested?: boolean;
  readonly features: FeatureUse;
  /** A points score that stands in because there is too little data to learn from. */
  readonly fallback: boolean;
}

/** What all gates say together. */
export interface GateVerdict {
  /** No gate held. */
  readonly passed: boolean;
  readonly findings: readonly GateFinding[];
}

/**
 * Whether a model may become champion, each gate with what it asked, what it measured and one sentence.
 *
 * A model must have the minimum data, beat the base rate with its whole interval, be ahead of the points score, not be
 * worse than the champion beyond chance, have been judged on later dates, be calibrated (the interval of its slope holds 1), and use no feature that is excluded or that the
 * availability audit left out. A figure that is not a number holds its gate. A fallback need not be better than anything, its
 * features apart: the gates then say what is missing.
 */
export function promotionGates(input: GateInput): GateVerdict {
  const { fallback, againstPoints, againstChampion } = input;
  const data = minimumData(input);
  const findings = [
    fallback ? { ...data, held: false } : data,
    ...(fallback ? [] : [baseRate(input.againstBaseRate)]),
    ...(fallback || againstPoints === null ? [] : [points(againstPoints)]),
    ...(againstChampion === undefined ? [] : [championGate(againstChampion, input.timeTested !== false)]),
    ...(fallback ? [] : [calibration(input)]),
    ...(input.timeTested === false ? [untestedTime] : []),
    excludedFeaturesGate(input.features),
    auditGate(input.features),
  ];
  return { passed: findings.every((finding) => !finding.held), findings };
}

const untestedTime: GateFinding = {
  gate: 'time split',
  held: true,
  asked: 'a test on later dates than those it learned from',
  measured: 'a test on other units of the same dates',
  sentence:
    'Time was not tested: the history has too few dates for a test on later ones, so nobody knows yet whether the model holds next month.',
};

/** Where a model was judged: the dates of a test that was not later are no test dates. */
function inTest(timeTested: boolean | undefined): string {
  return timeTested === false ? 'among the test rows' : 'on the test dates';
}

function minimumData({ counts, minimum, fallback, timeTested }: GateInput): GateFinding {
  const countNames: Readonly<Record<keyof DataCounts, string>> = {
    trainPositives: 'contacts that converted in training',
    trainNegatives: 'contacts that did not convert in training',
    testPositives: `contacts that converted ${inTest(timeTested)}`,
  };
  const names = Object.keys(countNames) as (keyof DataCounts)[];
  const missing = names
    .filter((name) => !(counts[name] >= minimum[name]))
    .map((name) => `${counts[name]} of the ${minimum[name]} ${countNames[name]}`);
  const sentence = missing.length > 0 ? `There are only ${missing.join(', ')}.` : 'There is enough data to learn from.';
  return {
    gate: 'minimum data',
    held: missing.length > 0,
    asked: `${inWords(minimum, timeTested)} at least`,
    measured: inWords(counts, timeTested),
    sentence: fallback ? `${sentence} The points score stands in.` : sentence,
  };
}

function inWords(
  { trainPositives, trainNegatives, testPositives }: DataCounts,
  timeTested: boolean | undefined,
): string {
  return `${trainPositives} converted and ${trainNegatives} not in training, ${testPositives} converted ${inTest(timeTested)}`;
}

function baseRate(difference: Estimate): GateFinding {
  const held = !(difference.high < 0);
  return {
    gate: 'base rate',
    held,
    asked: 'log loss below that of the base rate, with the whole interval of the difference',
    measured: interval(difference),
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
    asked: 'log loss below that of the points score',
    measured: interval(difference),
    sentence: `It ${found} the points score: log loss differs by ${interval(difference)}.`,
  };
}

function calibration({ calibrationSlope: slope, recalibrated }: GateInput): GateFinding {
  const held = !(slope.low <= 1 && slope.high >= 1);
  const when = recalibrated ? 'Recalibrated, its' : 'Its';
  return {
    gate: 'calibration',
    held,
    asked: 'the interval of the calibration slope holds 1, as trained or recalibrated',
    measured: recalibrated ? `${interval(slope)} recalibrated` : interval(slope),
    sentence: held
      ? `${when} probabilities are off: the calibration slope is ${interval(slope)}, and 1 is right.`
      : `${when} probabilities are neither too bold nor too timid: the calibration slope is ${interval(slope)}, and 1 is right.`,
  };
}
