import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';

const fraction = z.number().gt(0).max(1);

export const growthOptionsSchema = z.strictObject({
  /** Trees at most; fewer where validation rows say so. */
  trees: z.number().int().min(1).max(100_000).default(300),
  learningRate: fraction.default(0.1),
  maxLeaves: z.number().int().min(2).max(256).default(31),
  /** Splits between the root and a leaf, at most. */
  maxDepth: z.number().int().min(1).max(255).default(255),
  /** Weight of the rows that a leaf must have. */
  minRows: z.number().min(0).default(20),
  /** Σ weight · p · (1 − p) that a leaf must have. */
  minHessian: z.number().min(1e-6).default(1e-3),
  /** A split must bring more than this. */
  minGain: z.number().min(0).default(1e-6),
  l1: z.number().min(0).default(0),
  l2: z.number().min(0).default(1),
  /** Bins of a number at most, beside the one for missing values. */
  maxBins: z.number().int().min(2).max(255).default(255),
  /** Share of the rows, and of the columns, that each tree sees. */
  rowSample: fraction.default(1),
  columnSample: fraction.default(1),
  seed: z.number().int().min(0).max(0xffffffff).default(0),
  /** By feature: 1 where the margin may only rise with its value, −1 where it may only fall. */
  monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).default({}),
  /** Joined to the hessian of a level when levels are put in order, so that small ones stay in the middle. */
  categorySmoothing: z.number().min(0).default(10),
  /** Added to l2 when a split on a category is judged. */
  categoryL2: z.number().min(0).default(10),
  /** Weight of rows below which a level is taken with the missing values, in the whole data and in every node. */
  minLevelRows: z.number().min(0).default(20),
  /** Trees without any improvement on the validation rows after which no more are added. */
  patience: z.number().int().min(1).default(30),
});

/** What a boosted ensemble is grown by; all optional. See docs/explanation/gradient-boosting.md. */
export type GradientBoostingOptions = z.input<typeof growthOptionsSchema>;

/** Options with every default filled in. */
export type GrowthOptions = z.output<typeof growthOptionsSchema>;

/** @throws HandraiseError `config` naming the first option out of range. */
export function checkedOptions(options: GradientBoostingOptions): GrowthOptions {
  const result = growthOptionsSchema.safeParse(options);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new HandraiseError('config', `option ${issue.path.join('.')} of gradient boosting: ${issue.message}`);
}
