import { z } from 'zod';
import { levelAndSlope } from './calibrationVerdict.ts';
import { estimate, figure, names } from './figure.ts';

const counts = z.object({ trainPositives: figure, trainNegatives: figure, testPositives: figure }).readonly();

/** Whether the test is of later dates than the training; else it is of other units of the same dates. */
const timeTested = z.boolean();

/** What a promotion gate measured. Differences are of log loss, the model's minus the other's: below 0 the model is better. */
export const promotionFigures = {
  /** Of a gate of an older model or decision, which kept only sentences. */
  'older-gate': z.object({ sentence: z.string(), asked: z.string().optional(), measured: z.string().optional() }),
  'minimum-data': z.object({
    counts,
    minimum: counts,
    /** Whether the points score takes the place of a model, since there is too little data to learn from. */
    fallback: z.boolean(),
    timeTested,
  }),
  'against-base-rate': z.object({ difference: estimate }),
  'against-points': z.object({ difference: estimate }),
  'no-champion': z.object({}),
  'against-champion': z.object({
    championId: z.string(),
    difference: estimate,
    rows: figure,
    /** First and last as-of date judged, ISO 8601. */
    from: z.string(),
    to: z.string(),
    /** Whether the champion learned from some of these dates, which favours it. */
    learnedFromThem: z.boolean(),
    timeTested,
  }),
  'not-compared': z.object({
    championId: z.string(),
    why: z.enum([
      'same-model',
      'unusable-champion',
      'both-stand-in',
      'stand-in',
      'champion-of-another-question',
      'model-of-another-question',
      'corrects-another',
      'rows-changed',
    ]),
    /** Of an unusable champion, why it is refused; of a correction, the model that it corrects. */
    detail: z.string().optional(),
  }),
  /** Of a decision of an earlier version, which asked the slope alone. */
  'calibration-slope': z.object({ slope: estimate, recalibrated: z.boolean() }),
  'calibration-level-and-slope': z.object({ whole: levelAndSlope, recalibrated: z.boolean() }),
  'time-not-tested': z.object({}),
  /** Of so many used features, those that the configuration excludes. */
  'excluded-features': z.object({ found: names, used: figure }),
  /** Of so many used features, those that the audit left out or never saw, and those that are kept against its advice. */
  'audited-features': z.object({
    used: figure,
    leftOut: names,
    unaudited: names,
    kept: z.array(z.object({ feature: z.string(), reason: z.string() }).readonly()).readonly(),
  }),
} as const;
