import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';

/** The account of a row's contact; −1 for none, and for one that entered the CRM at or after the row's as-of instant. */
export function accountKnownAt(
  of: {
    readonly population: Pick<Population, 'contacts' | 'accounts'>;
    readonly snapshots: Pick<Snapshots, 'contact' | 'asOf'>;
  },
  row: number,
): number {
  const { population, snapshots } = of;
  const account = population.contacts.account[snapshots.contact[row]!]!;
  return account >= 0 && population.accounts.createdAt[account]! >= snapshots.asOf[row]! ? -1 : account;
}
