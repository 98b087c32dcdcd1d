import { z } from 'zod';
import { estimate, figure } from './figure.ts';

const level = {
  rows: figure,
  positives: figure,
  /** Sum of the probabilities. */
  expected: figure,
  /** Observed over expected; 1 is right, below 1 the probabilities are too high. */
  level: estimate,
  /** By whether the interval of the level contains 1. */
  levelIs: z.enum(['right', 'too high', 'too low', 'unknown']),
};

/** The schema of `LevelAndSlope`. */
export const levelAndSlope = z
  .object({
    ...level,
    /** Calibration slope; 1 is right. */
    slope: estimate,
    /** By whether the interval of the slope contains 1. */
    slopeIs: z.enum(['right', 'overconfident', 'underconfident', 'unknown']),
  })
  .readonly();

const top = z.object({ ...level, k: figure }).readonly();

/** Accounts with so many contacts, both ends included; no upper end for the largest. */
const ofSize = z.object({ ...level, least: figure, most: figure.optional() }).readonly();

/** First and last date, ISO 8601. */
const ofDates = z.object({ ...level, from: z.string(), to: z.string() }).readonly();

/** Whether probabilities are right: on the whole, at the top of the list, account by account, date by date. */
export const calibrationVerdictFigures = {
  'calibration-verdict': z.object({
    /** Of every interval. */
    confidence: figure,
    overall: levelAndSlope,
    top: z.array(top).readonly(),
    accounts: z
      .object({ overall: levelAndSlope, bySize: z.array(ofSize).readonly() })
      .readonly()
      .optional(),
    byDate: z.array(ofDates).readonly(),
  }),
} as const;

/** Whether probabilities are right: on the whole, at the top of the list, account by account, date by date. */
export type CalibrationVerdict = Readonly<z.output<(typeof calibrationVerdictFigures)['calibration-verdict']>>;

/** Level and slope of some rows, and whether they are right. */
export type LevelAndSlope = z.output<typeof levelAndSlope>;

/** Level of some rows, and whether it is right. */
export type JudgedLevel = Omit<LevelAndSlope, 'slope' | 'slopeIs'>;
