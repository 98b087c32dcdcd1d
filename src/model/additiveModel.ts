import type { Notice } from '../notice/notice.ts';
import type { Column, Table } from '../table/table.ts';
import type { Contributions, FittedModel } from './estimator.ts';
import { type FeatureColumn, matchColumn, matchColumns } from './featureColumns.ts';

/** Adds what one feature contributes to the margin of each row, in log-odds: that of row r to `to[from + r · step]`. */
export type AddTerm = (to: Float64Array, from: number, step: number) => void;

/** A model whose margin is a constant plus one term per feature. */
interface AdditiveForm {
  readonly family: string;
  readonly features: readonly FeatureColumn[];
  readonly base: number;
  /** The term of the feature at `position`, reading a column of any table; null of one that contributes nothing to any row. */
  term(position: number, column: Column): AddTerm | null;
  /** Per feature, ≥ 0. */
  readonly strengths: readonly number[];
  readonly warnings: readonly Notice[];
  parameters(): unknown;
}

/** The fitted model of that form; a row's contributions are its terms, so base plus contributions is the margin. */
export function additiveModel(form: AdditiveForm): FittedModel {
  const names = form.features.map((feature) => feature.name);
  const terms = (table: Table) => matchColumns(form.features, table).map((column, at) => form.term(at, column));
  const sumOf = (added: readonly (AddTerm | null)[], rows: number) => {
    const margins = new Float64Array(rows).fill(form.base);
    for (const add of added) add?.(margins, 0, 1);
    return margins;
  };
  return {
    family: form.family,
    features: names,
    ...(form.warnings.length > 0 ? { warnings: form.warnings } : {}),
    margins: (table: Table) => sumOf(terms(table), table.rows),
    varying(table: Table) {
      const added = terms(table);
      return (replacement) => {
        const at = matchColumn(form.features, replacement, table.rows);
        return sumOf(at < 0 ? added : added.with(at, form.term(at, replacement)), table.rows);
      };
    },
    contributions(table: Table): Contributions {
      const width = names.length;
      const values = new Float64Array(table.rows * width);
      terms(table).forEach((add, at) => {
        add?.(values, at, width);
      });
      return { base: form.base, features: names, values };
    },
    importance: () => names.map((feature, at) => ({ feature, strength: form.strengths[at]! })),
    parameters: () => form.parameters(),
  };
}

/** What the strength of a feature is in every additive model; see `ModelFamily`. */
export const additiveStrength = {
  title: 'Strength',
  meaning: 'the further a feature moves the log-odds of a training row, on average',
  isShare: false,
} as const;
