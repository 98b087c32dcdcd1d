import type { Notice } from '../notice/notice.ts';
import type { Column, Table } from '../table/table.ts';
import type { Contributions, FittedModel } from './estimator.ts';
import { type FeatureColumn, matchColumns } from './featureColumns.ts';
import type { TrainingRows } from './trainingRows.ts';

/** Contribution of one feature to the margin of a row, in log-odds. */
export type Term = (row: number) => number;

/** A model whose margin is a constant plus one term per feature. */
interface AdditiveForm {
  readonly family: string;
  readonly features: readonly FeatureColumn[];
  readonly base: number;
  /** The term of the feature at `position`, reading a column of any table. */
  term(position: number, column: Column): Term;
  /** Per feature, ≥ 0. */
  readonly strengths: readonly number[];
  readonly warnings: readonly Notice[];
  parameters(): unknown;
}

/** The fitted model of that form; a row's contributions are its terms, so base plus contributions is the margin. */
export function additiveModel(form: AdditiveForm): FittedModel {
  const names = form.features.map((feature) => feature.name);
  const terms = (table: Table) => matchColumns(form.features, table).map((column, at) => form.term(at, column));
  return {
    family: form.family,
    features: names,
    ...(form.warnings.length > 0 ? { warnings: form.warnings } : {}),
    margins(table: Table): Float64Array {
      const margins = new Float64Array(table.rows).fill(form.base);
      for (const term of terms(table)) for (let row = 0; row < table.rows; row++) margins[row]! += term(row);
      return margins;
    },
    contributions(table: Table): Contributions {
      const width = names.length;
      const values = new Float64Array(table.rows * width);
      terms(table).forEach((term, at) => {
        for (let row = 0; row < table.rows; row++) values[row * width + at] = term(row);
      });
      return { base: form.base, features: names, values };
    },
    importance: () => names.map((feature, at) => ({ feature, strength: form.strengths[at]! })),
    parameters: () => form.parameters(),
  };
}

/** Weighted mean of the absolute contributions of a feature over the training rows. */
export function strengthOf(term: Term, training: TrainingRows): number {
  let sum = 0;
  for (let i = 0; i < training.rows.length; i++) sum += training.weight[i]! * Math.abs(term(training.rows[i]!));
  return sum / training.totalWeight;
}

/** What the strength of a feature is in every additive model; see `ModelFamily`. */
export const additiveStrength = {
  title: 'Strength',
  meaning: 'the further a feature moves the log-odds of a training row, on average',
  isShare: false,
} as const;
