import type { Estimate } from '../evaluation/evaluation.ts';
import type { LevelAndSlope } from '../notice/calibrationVerdict.ts';
import { type GateNotice, gateNotice } from '../notice/notice.ts';
import type { DataCounts } from '../training/dataCounts.ts';
import { type ChampionComparison, championGate } from './championGate.ts';
import { auditGate, excludedFeaturesGate, type UsedFeatures } from './featureGates.ts';

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
  readonly calibration: LevelAndSlope;
  readonly recalibrated: boolean;
  /** Whether it was judged on later dates than it was trained on; by default it was. */
  readonly timeTested?: boolean;
  readonly features: UsedFeatures;
  /** A points score that stands in because there is too little data to learn from. */
  readonly fallback: boolean;
}

/** What all gates say together. */
export interface GateVerdict {
  /** No gate blocks. */
  readonly passed: boolean;
  readonly findings: readonly GateNotice[];
}

/**
 * Whether a model may become champion, each gate with what it allows and what it measured.
 *
 * A model must have the minimum data, beat the base rate with its whole interval, be ahead of the points score, not be
 * worse than the champion beyond chance, have been judged on later dates, be calibrated (the interval of its slope contains 1, or the slope is above 1 by less than a quarter; the interval of its level, observed over expected, contains 1, or the level is off by less than a quarter), and use no feature that is excluded or that the
 * availability audit left out. A figure that is not a number blocks its gate. A fallback need not be better than anything, its
 * features apart: the gates then say what is missing.
 */
export function promotionGates(input: GateInput): GateVerdict {
  const { fallback, againstPoints, againstChampion } = input;
  const base = shown(input.againstBaseRate);
  const points = againstPoints && shown(againstPoints);
  const { calibration: whole, recalibrated, timeTested = true } = input;
  const findings = [
    minimumData(input),
    ...(fallback ? [] : [gateNotice('base rate', 'against-base-rate', !(base.high < 0), { difference: base })]),
    ...(fallback || points === null
      ? []
      : [gateNotice('points', 'against-points', !(points.value < 0), { difference: points })]),
    ...(againstChampion === undefined ? [] : [championGate(againstChampion, timeTested)]),
    ...(fallback
      ? []
      : [gateNotice('calibration', 'calibration-level-and-slope', isMiscalibrated(whole), { whole, recalibrated })]),
    ...(timeTested ? [] : [gateNotice('time split', 'time-not-tested', true, {})]),
    excludedFeaturesGate(input.features),
    auditGate(input.features),
  ];
  return { passed: findings.every(({ blocked }) => !blocked), findings };
}

/** A level that is off by less does not keep a model from service, however many rows show it: it is said, and later outcomes move it. */
const largestRatio = 1.25;

function isMiscalibrated({ slope, level: { value, low, high } }: LevelAndSlope): boolean {
  // Probabilities that are a little too close to the average promise nobody too much.
  const slopeIsRight = slope.high >= 1 && (slope.low <= 1 || slope.value < largestRatio);
  const levelIsRight = (low <= 1 && high >= 1) || Math.max(value, 1 / value) < largestRatio;
  return !(slopeIsRight && levelIsRight);
}

function minimumData({ counts, minimum, fallback, timeTested = true }: GateInput): GateNotice {
  const names = Object.keys(minimum) as (keyof DataCounts)[];
  const isShort = names.some((name) => !(counts[name] >= minimum[name]));
  return gateNotice('minimum data', 'minimum-data', isShort && !fallback, { counts, minimum, fallback, timeTested });
}

/** The figures of an estimate that a gate says. */
function shown({ value, low, high }: Estimate) {
  return { value, low, high };
}
