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

/** Terms are added up so many at a time, and then their sums: where a column is replaced, only its own sum is another one. */
const together = 64;

/** The fitted model of that form; a row's contributions are its terms, so base plus contributions is the margin. */
export function additiveModel(form: AdditiveForm): FittedModel {
  const names = form.features.map((feature) => feature.name);
  const terms = (table: Table) => matchColumns(form.features, table).map((column, at) => form.term(at, column));
  const width = form.features.length;
  const starts = Array.from({ length: Math.max(1, Math.ceil(width / together)) }, (_, block) => block * together);
  const sumsFrom = (added: readonly (AddTerm | null)[], start: number, rows: number) => {
    const sums = new Float64Array(rows).fill(start === 0 ? form.base : 0);
    for (const add of added.slice(start, start + together)) add?.(sums, 0, 1);
    return sums;
  };
  return {
    family: form.family,
    features: names,
    ...(form.warnings.length > 0 ? { warnings: form.warnings } : {}),
    margins(table: Table) {
      const added = terms(table);
      return totalOf(eachOf(starts, (start) => sumsFrom(added, start, table.rows)));
    },
    varying(table: Table) {
      const added = terms(table);
      const sums = starts.map((start) => sumsFrom(added, start, table.rows));
      return (replacement) => {
        const at = matchColumn(form.features, replacement, table.rows);
        if (at < 0) return totalOf(sums);
        const block = Math.floor(at / together);
        const replaced = sumsFrom(added.with(at, form.term(at, replacement)), starts[block]!, table.rows);
        return totalOf(sums.with(block, replaced));
      };
    },
    contributions(table: Table): Contributions {
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

/** What is made of each value, one at a time. */
function* eachOf<Value, Made>(values: readonly Value[], make: (value: Value) => Made): Generator<Made> {
  for (const value of values) yield make(value);
}

/** The sums added up, the first of which there is at least. */
function totalOf(sums: Iterable<Float64Array>): Float64Array {
  let total: Float64Array | undefined;
  for (const sum of sums) {
    if (!total) total = sum.slice();
    else for (let row = 0; row < sum.length; row++) total[row]! += sum[row]!;
  }
  return total!;
}

/** What the strength of a feature is in every additive model; see `ModelFamily`. */
export const additiveStrength = {
  title: 'Strength',
  meaning: 'the further a feature moves the log-odds of a training row, on average',
  isShare: false,
} as const;
