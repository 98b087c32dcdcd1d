import type { Feature } from '../features/feature.ts';
import { take } from '../numeric/take.ts';
import { accountLabels, accountRows, type GroupedAccounts } from '../ranking/accounts/accountRows.ts';
import type { LabelledAccounts } from '../ranking/accounts/rollUp.ts';
import { selectColumns, takeRows } from '../table/table.ts';
import type { LabelledRows } from './labelledRows.ts';

/** Accounts at past dates, with what came of them. */
export interface PastAccounts extends LabelledAccounts {
  readonly rows: GroupedAccounts;
}

/** Some of the labelled rows as contacts of accounts. */
interface ContactsOfAccounts {
  /** Numbers of the rows. */
  readonly numbers: Int32Array;
  /** Of each of them. */
  readonly probability: Float64Array;
}

/**
 * Rolls labelled rows up to accounts.
 *
 * @param account number of the account of every labelled row, −1 for none. @param activity names of the columns that are of the account.
 */
export function pastAccounts(
  rows: Pick<LabelledRows, 'table' | 'label' | 'asOf'>,
  { account, activity }: { readonly account: Int32Array; readonly activity: readonly string[] },
  { numbers, probability }: ContactsOfAccounts,
): PastAccounts {
  const grouped = accountRows(
    {
      account: take(account, numbers),
      asOf: take(rows.asOf, numbers),
      probability,
      table: takeRows(selectColumns(rows.table, activity), numbers),
    },
    activity,
  );
  return { rows: grouped, label: accountLabels(grouped, take(rows.label, numbers)), unit: grouped.account };
}

/** Names of the features that say what an account itself did, among those that a model knows: only these are there when it scores. */
export function accountActivity(features: readonly Feature[], known: readonly string[]): readonly string[] {
  const names = new Set(known);
  return features
    .filter(({ name, family, type }) => family === 'accountEngagement' && type === 'number' && names.has(name))
    .map(({ name }) => name);
}
