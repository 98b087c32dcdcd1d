import type { FittedModel } from '../model/estimator.ts';
import type { Table } from '../table/table.ts';

/**
 * Mean of the absolute contributions of each of the model's features to the margins of the rows, in log-odds: mean |SHAP|.
 *
 * Rows × features × 8 bytes are needed. Contributions are Shapley values in every family; those of an additive model are measured from
 * its mean over the training rows.
 *
 * @param model the model
 * @param table rows to explain, with the model's columns
 * @returns a value per feature, in the order of `model.features`
 * @throws HandraiseError `data` when the table lacks a column of the model.
 * @example
 * const table = createTable(4, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3) }]);
 * const model = await logistic().fit({ table, label: Uint8Array.of(0, 1, 0, 1) });
 * [...meanContributions(model, table).keys()] // ['visits']
 */
export function meanContributions(model: FittedModel, table: Table): ReadonlyMap<string, number> {
  const { features, values } = model.contributions(table);
  const sums = new Float64Array(features.length);
  for (let row = 0; row < table.rows; row++)
    for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! + Math.abs(values[row * sums.length + at]!);
  return new Map(features.map((feature, at) => [feature, sums[at]! / table.rows]));
}
