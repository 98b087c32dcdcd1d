import type { FeatureContext } from './family.ts';

/** The account of a row's contact; −1 for none, and for one that entered the CRM at or after the row's as-of instant. */
export function accountKnownAt({ population, snapshots }: FeatureContext, row: number): number {
  const account = population.contacts.account[snapshots.contact[row]!]!;
  return account >= 0 && population.accounts.createdAt[account]! >= snapshots.asOf[row]! ? -1 : account;
}
