import type { FeatureTable } from '../features/feature.ts';
import type { FittedModel } from '../model/estimator.ts';
import { selectColumns, takeRows } from '../table/table.ts';
import type { Explain } from './reason.ts';
import { reasonsOf } from './reasons.ts';

/**
 * Explains rows of `features` by `model`, as many at a time as the caller can hold.
 *
 * Contributions take rows × features × 8 bytes, so a million rows are explained in batches.
 *
 * @throws HandraiseError `data` when the table lacks a column of the model.
 */
export function explainer(model: FittedModel, features: FeatureTable): Explain {
  const used = selectColumns(features.table, model.features);
  return (rows) => {
    const table = takeRows(used, rows);
    const contributions = model.contributions(table);
    const reasons = reasonsOf(contributions, { features: features.features, table });
    return Array.from(rows, (_, row) => ({ base: contributions.base, reasons: reasons(row) }));
  };
}
