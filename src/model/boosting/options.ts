import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';

const fraction = z.number().gt(0).max(1);

/**
 * What a boosted ensemble is grown by; all optional. docs/explanation/gradient-boosting.md says what each does, exactly. The names in brackets are those of
 * scikit-learn's HistGradientBoostingClassifier, or of XGBoost where that has none.
 */
export interface GradientBoostingOptions {
  /** Trees at most (`max_iter`), 1 to 100,000; fewer where validation rows say so. By default 300. */
  readonly trees?: number | undefined;
  /** What a tree counts for (`learning_rate`), above 0 and at most 1; by default 0.1. */
  readonly learningRate?: number | undefined;
  /** Leaves of a tree at most (`max_leaf_nodes`), 2 to 256; by default 31. */
  readonly maxLeaves?: number | undefined;
  /** Splits between the root and a leaf at most (`max_depth`), 1 to 255; by default 255. */
  readonly maxDepth?: number | undefined;
  /** Weight of the rows that a leaf must have (`min_samples_leaf`), ≥ 0; by default 20. */
  readonly minRows?: number | undefined;
  /** Σ weight · p · (1 − p) that a leaf must have (XGBoost's `min_child_weight`), at least 1e-6; by default 1e-3. */
  readonly minHessian?: number | undefined;
  /** A split must bring more than this (XGBoost's `gamma`), ≥ 0; by default 1e-6. */
  readonly minGain?: number | undefined;
  /** Taken off the gradient of a leaf (XGBoost's `reg_alpha`), ≥ 0; by default 0. */
  readonly l1?: number | undefined;
  /** Added to the hessian of a leaf (`l2_regularization`), ≥ 0; by default 1. */
  readonly l2?: number | undefined;
  /** Bins of a number at most, beside the one for missing values (`max_bins`), 2 to 255; by default 255. */
  readonly maxBins?: number | undefined;
  /** Share of the rows that each tree sees (XGBoost's `subsample`), above 0; by default 1. */
  readonly rowSample?: number | undefined;
  /** Share of the columns that each tree sees (XGBoost's `colsample_bytree`), above 0; by default 1. */
  readonly columnSample?: number | undefined;
  /** Decides which rows and columns these are (`random_state`), a whole number from 0 on; by default 0. */
  readonly seed?: number | undefined;
  /** By feature: 1 where the margin may only rise with its value, −1 where it may only fall (`monotonic_cst`). */
  readonly monotone?: Readonly<Record<string, 1 | -1>> | undefined;
  /** Joined to the hessian of a level when levels are put in order, so that small ones stay in the middle, ≥ 0; by default 10. */
  readonly categorySmoothing?: number | undefined;
  /** Added to `l2` when a split on a category is judged, ≥ 0; by default 10. */
  readonly categoryL2?: number | undefined;
  /** Weight of rows below which a level is taken with the missing values, in the whole data and in every node, ≥ 0; by default 20. */
  readonly minLevelRows?: number | undefined;
  /** Trees without any improvement on the validation rows after which no more are added (`n_iter_no_change`); by default 30. */
  readonly patience?: number | undefined;
}

export const growthOptionsSchema = z.strictObject({
  trees: z.number().int().min(1).max(100_000).default(300),
  learningRate: fraction.default(0.1),
  maxLeaves: z.number().int().min(2).max(256).default(31),
  maxDepth: z.number().int().min(1).max(255).default(255),
  minRows: z.number().min(0).default(20),
  minHessian: z.number().min(1e-6).default(1e-3),
  minGain: z.number().min(0).default(1e-6),
  l1: z.number().min(0).default(0),
  l2: z.number().min(0).default(1),
  maxBins: z.number().int().min(2).max(255).default(255),
  rowSample: fraction.default(1),
  columnSample: fraction.default(1),
  seed: z.number().int().min(0).max(0xffffffff).default(0),
  monotone: z.record(z.string(), z.union([z.literal(1), z.literal(-1)])).default({}),
  categorySmoothing: z.number().min(0).default(10),
  categoryL2: z.number().min(0).default(10),
  minLevelRows: z.number().min(0).default(20),
  patience: z.number().int().min(1).default(30),
});

/** Options with every default filled in. */
export type GrowthOptions = z.output<typeof growthOptionsSchema>;

/** @throws HandraiseError `config` naming the first option out of range. */
export function checkedOptions(options: GradientBoostingOptions): GrowthOptions {
  const result = growthOptionsSchema.safeParse(options);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new HandraiseError('config', `option ${issue.path.join('.')} of gradient boosting: ${issue.message}`);
}
