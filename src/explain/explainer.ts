import type { FeatureTable } from '../features/feature.ts';
import type { FittedModel } from '../model/estimator.ts';
import { selectColumns, takeRows } from '../table/table.ts';
import { accountReasons } from './accountReasons.ts';
import type { Cohorts } from './cohorts.ts';
import type { Explain, ExplainAccounts } from './reason.ts';
import { reasonsOf } from './reasons.ts';

/**
 * Explains rows of `features` by `model`, as many at a time as the caller can hold.
 *
 * Contributions take rows × features × 8 bytes, so a million rows are explained in batches.
 *
 * @param cohorts what became of past cases; null where the model's artefact does not tell
 * @throws HandraiseError `data` when the table lacks a column of the model.
 */
export function explainer(model: FittedModel, features: FeatureTable, cohorts: Cohorts | null): Explain {
  const used = selectColumns(features.table, model.features);
  return (rows) => {
    const table = takeRows(used, rows);
    const contributions = model.contributions(table);
    const reasons = reasonsOf(contributions, { features: features.features, table }, cohorts);
    return Array.from(rows, (_, row) => ({ base: contributions.base, reasons: reasons(row) }));
  };
}

/** Explains accounts by their people in `features`; see `accountReasons`. */
export function accountExplainer(model: FittedModel, features: FeatureTable, cohorts: Cohorts | null): ExplainAccounts {
  const used = selectColumns(features.table, model.features);
  const reasonsOfAccount = accountReasons({ features: features.features, table: used }, model.features, cohorts);
  return (accounts) => {
    const rows = Int32Array.from(
      accounts.flatMap(({ people, carriers }) => people.slice(0, carriers).map(({ row }) => row)),
    );
    const contributions = model.contributions(takeRows(used, rows));
    let from = 0;
    return accounts.map((account) => {
      const reasons = reasonsOfAccount(account, contributions.values, from);
      from += Math.min(account.carriers, account.people.length);
      return { base: contributions.base, reasons };
    });
  };
}
