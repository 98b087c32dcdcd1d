import { catalogue } from '../../features/catalogue.ts';
import type { Feature } from '../../features/feature.ts';
import type { Fold } from '../../features/sweep/fold.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';

/** What is learned from the events of everybody: how often those converted who touched the same things. */
const ofEverybody: ReadonlySet<Fold> = new Set<Fold>(['rates', 'accountRates']);

/**
 * The contacts whose events decide the features of the snapshots: theirs, and those of the people of their accounts.
 *
 * @returns undefined where a feature may look at the events of others: one of the company's own, and those by how often others converted.
 */
export function eventsOfAccounts(
  features: readonly Feature[],
): ((population: Population, snapshots: Snapshots) => readonly string[]) | undefined {
  const families = new Map(catalogue.map((family) => [family.family, family]));
  if (features.some(({ family }) => families.get(family)?.folds.some((fold) => ofEverybody.has(fold)) ?? true))
    return undefined;
  return ({ contacts, currentAccount }, snapshots) => {
    const asked = new Set(snapshots.contact);
    const accounts = new Set<number>();
    for (const contact of asked)
      for (const account of [contacts.account[contact]!, currentAccount[contact]!])
        if (account >= 0) accounts.add(account);
    return contacts.ids.filter(
      (_, contact) =>
        asked.has(contact) || accounts.has(contacts.account[contact]!) || accounts.has(currentAccount[contact]!),
    );
  };
}
