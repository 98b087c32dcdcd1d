import { z } from 'zod';
import { estimate, figure, names } from './figure.ts';
import { machineFigures } from './machineFigures.ts';

/** Whether the test is of later dates than the training; else it is of other units of the same dates. */
const timeTested = z.boolean();

/** What a training says beside its figures. Dates are ISO 8601. */
export const trainingFigures = {
  /** Of a model of an earlier version, which kept only the sentence. */
  'older-warning': z.object({ sentence: z.string() }),
  /** Tables of which row-level security hides rows from the role that trained, as SQL writes them. */
  'training-rows-hidden': z.object({ tables: names }),
  /** Windows in days that the record is too short for, and the longest that is used. */
  'windows-cut': z.object({
    begins: z.string(),
    firstDate: z.string(),
    cut: z.array(figure).readonly(),
    longest: figure,
  }),
  'tested-on-units': z.object({}),
  /** Features that tell most, in a marketer's words. */
  'too-good': z.object({ rocAuc: figure, features: names }),
  /** Share of what the model ranks better than chance that is gone where the feature is shuffled. */
  'one-feature-carries': z.object({ feature: z.string(), share: figure }),
  /** The family that was ahead before the test. */
  'points-preferred': z.object({ family: z.string(), timeTested }),
  'too-little-data': z.object({
    minimum: z.object({ trainPositives: figure, trainNegatives: figure, testPositives: figure }).readonly(),
    timeTested,
  }),
  'slope-off': z.object({ slope: estimate }),
  /** Expected calibration error. */
  'off-on-average': z.object({ ece: figure }),
  'few-conversions': z.object({ positives: figure, timeTested }),
  'not-tuned': z.object({}),
  /** Of a segment: conversions that came, that were expected, and the interval of their ratio. */
  'segment-off': z.object({
    title: z.string(),
    segment: z.string(),
    observed: figure,
    expected: figure,
    low: figure,
    high: figure,
  }),
  'slice-unknown': z.object({ feature: z.string() }),
  'kinds-without-events': z.object({ kinds: names }),
  'kinds-excluded': z.object({ kinds: names }),
  /** Of a property of events: how many different values it has, and how many of them are told apart. */
  'property-values-cut': z.object({ property: z.string(), values: figure, told: figure }),
  /**
   * Log loss of a model of opens and clicks alone as they are used and the other way round, and the first less the second; null where that was not
   * compared.
   */
  'machine-events-told': z.object({
    ...machineFigures,
    compared: z.object({ logLoss: figure, other: figure, difference: estimate }).readonly().nullable(),
  }),
  /** First and last as-of date of the rows that corrected the model. */
  corrected: z.object({ modelId: z.string(), from: z.string(), to: z.string() }),
  'not-converged': z.object({ iterations: figure, gradient: figure }),
  'scale-not-converged': z.object({}),
} as const;
