import { z } from 'zod';
import type { Cohorts } from '../explain/cohorts.ts';
import type { Feature } from '../features/feature.ts';
import { familyNames } from '../model/families.ts';
import { trainingResultSchema } from './resultSchema.ts';

/** Version of the artefact's shape; raised whenever an older program could misread a newer file. */
export const artefactVersion = 5;

/** How `splitSnapshots` puts rows on their sides; raised with every change. */
export const splitRule = 2;

const text = z.string().min(1);
const count = z.number().int().min(0);
const probability = z.number().min(0).max(1);

const feature: z.ZodType<Feature> = z.strictObject({
  name: text,
  family: text,
  type: z.enum(['number', 'category']),
  unit: z.string(),
  availability: z.enum(['event-time', 'stable', 'created-with', 'history', 'current-state', 'undated']),
  group: text,
  sentence: text,
  phrases: z.strictObject({
    missing: z.string(),
    negative: z.string(),
    zero: z.string(),
    one: z.string(),
    many: z.string(),
  }),
  hash: z.string().regex(/^[0-9a-f]{16}$/),
});

const plainData = z.unknown().refine((value) => value !== undefined, { error: 'is absent' });

const calibrator = z.strictObject({ method: text, parameters: plainData });

const correction = z.strictObject({ intercept: z.number(), slope: z.number().positive() });

const ascending = z
  .array(probability)
  .refine((values) => values.every((value, i) => i === 0 || values[i - 1]! <= value), { error: 'is not ascending' });

const cohort = { cases: z.number().min(0), converted: z.number().min(0) };

const cohorts: z.ZodType<Cohorts> = z.strictObject({
  ...cohort,
  features: z.array(
    z.strictObject({
      feature: text,
      cells: z.array(z.strictObject({ ...cohort, upTo: z.number().optional(), level: z.string().optional() })),
    }),
  ),
});

const rowCounts = z.strictObject({ trainPositives: count, trainNegatives: count, testPositives: count });

/** Shape of a model artefact; see models/README.md for what each part means. */
export const artefactSchema = z.strictObject({
  schemaVersion: z.literal(artefactVersion),
  program: z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/),
  family: z.enum(familyNames),
  /** Whether the data were too few, so that this is the points score in place of a better model. */
  fallback: z.boolean(),
  /** In the order of the parameters. */
  features: z.array(feature),
  /** What `FittedModel.parameters()` gave. */
  parameters: plainData,
  calibrator,
  /** Moves the log-odds of what the calibrator gives, as later dates asked for; absent where none did. */
  correction: correction.optional(),
  /**
   * The model that the result judges, where another one scores: that was fitted again on the test rows, too. Null where both are one.
   */
  judged: z.strictObject({ parameters: plainData, calibrator, correction: correction.optional() }).nullable(),
  /** The out-of-fold margins as `fitVennAbers` keeps them: how far the rows pin down a single probability. */
  vennAbers: plainData.optional(),
  /** How the probabilities of contacts become that of their account; null where accounts were not ranked. */
  accountRollUp: z.strictObject({ method: text, parameters: plainData }).nullable(),
  /** Ascending, equally spaced quantiles of the probability in the reference population: what scores are percentiles of. */
  reference: ascending.min(2),
  /** The same of account probabilities; empty where accounts are not ranked. */
  accountReference: ascending,
  /** What became of past cases with one value or another of each feature; absent of artefacts that were made before it was counted. */
  cohorts: cohorts.optional(),
  /** What the training found out. */
  result: trainingResultSchema,
  /** What is predicted, in words. */
  outcome: text,
  /** 0 for a flat file, which does not say. */
  horizonDays: z.number().min(0),
  /** Empty for a flat file, which has no events. */
  lookbackDays: z.array(z.number().positive()),
  cutoffs: z.union([
    z.strictObject({ every: z.enum(['week', 'month', 'quarter']), from: text.optional(), to: text.optional() }),
    z.strictObject({ daysAfterCreation: z.number().min(0) }),
  ]),
  /** Event kinds the features count, the most frequent in training first, of which later data must be read. */
  eventKinds: z.array(text),
  /** Values of event properties that the features count by kind; absent where none are. */
  eventValues: z.array(z.strictObject({ property: text, kind: text, value: text })).optional(),
  /** How the tables were read that the features are made of, see `crm/inputs`; null where an older program trained it, which did not record that. */
  inputs: z.record(text, z.string().regex(/^[0-9a-f]{16}$/)).nullable(),
  /** The last instant up to which outcomes were known, in µs since 1970 UTC. */
  highWater: z.number().int(),
  /** Rows of each class that a model takes, and that there were; too few make it a fallback. */
  minimumData: z.strictObject({ needed: rowCounts, found: rowCounts }),
  /** How rows were put on their sides; those of an older way cannot be told apart again. */
  splitRule: z.literal([1, 2]),
  seed: z.number().int().min(0).max(0xffffffff),
  dataFingerprint: text,
  configHash: text,
  codeVersion: text,
});

/** A trained model with all it takes to score, judge and trace it. Plain JSON, without any time of its making. */
export type Artefact = z.output<typeof artefactSchema>;
