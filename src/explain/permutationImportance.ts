import { clusteredMeans } from '../evaluation/clusteredMean.ts';
import type { Estimate } from '../evaluation/evaluation.ts';
import { rocAuc } from '../evaluation/metrics/rocAuc.ts';
import { negativeLoss, positiveLoss } from '../numeric/crossEntropy.ts';
import { permutation } from '../numeric/permutation.ts';
import { Random } from '../numeric/random.ts';
import { type Column, selectColumns, type Table, takeRows } from '../table/table.ts';
import { replaceColumn } from './replaceColumn.ts';

/** How a table came about: of another one, by putting a column in the place of the one of its name. */
export interface ReplacedColumn {
  readonly from: Table;
  readonly column: Column;
}

/** Calibrated probabilities of the rows of a table. What is said of how it came about may be used to be quicker, or left aside. */
export type Predict = (table: Table, replaced?: ReplacedColumn) => Float64Array;

/** Rows whose outcome is known, one entry each. */
export interface JudgedRows {
  readonly table: Table;
  /** 0 or 1. */
  readonly label: Uint8Array;
  /** Number of the unit (cluster) of each row. */
  readonly unit: Int32Array;
}

/** How much worse a model does on rows among which the values of one feature are shuffled, on average over the shuffles. */
export interface PermutationImportance {
  /** Rise of the mean log loss; the interval is that of the rows, drawn by units. */
  readonly logLoss: Estimate;
  /** Fall of the ROC AUC; NaN where the rows are of one class. */
  readonly rocAuc: number;
  /** Standard deviation of that fall over the shuffles; NaN with a single one. */
  readonly rocAucDeviation: number;
}

/** How values are shuffled. */
export interface PermutationOptions {
  readonly seed: number;
  /** How many times, by default 5: `n_repeats` of scikit-learn. */
  readonly shuffles?: number;
  /** Of the intervals, by default 0.95. */
  readonly level?: number;
}

/**
 * Permutation importance of each of `features`, in their order: its values are shuffled among the rows, all else left as it is.
 *
 * Breiman (2001), Random forests, Machine Learning 45, 5–32; scikit-learn's permutation_importance. Rows are shuffled one by one, with the
 * same shuffles for every feature, so that a feature's figure does not depend on which others are asked for. Features that say much the
 * same share their importance: while one is shuffled the other still tells.
 *
 * @param predict calibrated probabilities of the rows of a table
 * @param rows rows that the model has not learned from
 * @param features columns to shuffle, one by one
 * @param options the seed, how many shuffles, and the level of the intervals
 * @throws HandraiseError `data` for a feature that is no column, and as `rocAuc`.
 * @example
 * const visits = Float64Array.from({ length: 40 }, (_, row) => row);
 * const table = createTable(40, [{ kind: 'number', name: 'visits', values: visits }]);
 * const rows = { table, label: Uint8Array.from(visits, (x) => Number(x > 19)), unit: Int32Array.from(visits) };
 * const predict = (shown: Table) => (shown.columns[0] as NumberColumn).values.map((x) => (x + 1) / 42);
 * const [visited] = permutationImportance(predict, rows, ['visits'], { seed: 1 });
 * visited!.logLoss.value > 0 // true
 */
export function permutationImportance(
  predict: Predict,
  { table, label, unit }: JudgedRows,
  features: readonly string[],
  { seed, shuffles = 5, level = 0.95 }: PermutationOptions,
): readonly PermutationImportance[] {
  const random = new Random(seed).fork('permutation importance');
  const orders = Array.from({ length: shuffles }, () => permutation(table.rows, random));
  const asIs = predict(table);
  const auc = rocAuc(asIs, label);
  const losses = lossesOf(asIs, label);
  const shuffled = features.map((feature) => {
    const rises = new Float64Array(table.rows);
    const falls = orders.map((order) => {
      const column = takeRows(selectColumns(table, [feature]), order).columns[0]!;
      const probabilities = predict(replaceColumn(table, column), { from: table, column });
      lossesOf(probabilities, label).forEach((loss, row) => {
        rises[row] = rises[row]! + (loss - losses[row]!) / shuffles;
      });
      return auc - rocAuc(probabilities, label);
    });
    return { rises, falls };
  });
  const means = clusteredMeans(
    shuffled.map(({ rises }) => rises),
    unit,
    { seed, level },
  );
  return shuffled.map(({ falls }, i) => ({ logLoss: means[i]!, ...meanAndDeviation(falls) }));
}

function lossesOf(probabilities: Float64Array, label: Uint8Array): Float64Array {
  return probabilities.map((p, row) => (label[row] === 1 ? positiveLoss(p) : negativeLoss(p)));
}

function meanAndDeviation(values: readonly number[]): { rocAuc: number; rocAucDeviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { rocAuc: mean, rocAucDeviation: Math.sqrt(squares / (values.length - 1)) };
}
