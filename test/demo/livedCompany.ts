import { type DemoAccount, type DemoContact, demoAccounts } from '../../src/demo/company.ts';
import { buyingWindow, liveHistory } from '../../src/demo/history.ts';
import { settledShares } from '../../src/demo/interest.ts';
import { categoryColumn } from '../../src/features/columns.ts';
import { sizeBands } from '../../src/features/definitions/companySize.ts';
import { departmentMatcher, seniorityMatcher } from '../../src/features/vocabulary/titleMatcher.ts';
import { Random } from '../../src/numeric/random.ts';

interface Lived {
  readonly account: DemoAccount;
  readonly contact: DemoContact;
  readonly won: boolean;
  readonly cluster: number;
}

/** The invented company, lived in memory: who its people are, as a profile is learned from them, and who of them asked for a demo. */
export function livedCompany(contacts: number, seed: number) {
  const random = new Random(seed).fork('lived');
  const settled = new Map<number, Float64Array>();
  const people: Lived[] = [];
  let clusters = 0;
  for (const account of demoAccounts(contacts, seed, true)) {
    const window = buyingWindow(random);
    for (const contact of account.contacts) {
      const { curiosity } = contact.disposition;
      const shares = settled.get(curiosity) ?? settledShares(curiosity);
      settled.set(curiosity, shares);
      const { requestedAt } = liveHistory(random, contact, window, shares);
      people.push({ account, contact, won: !Number.isNaN(requestedAt), cluster: clusters });
    }
    clusters++;
  }
  const [department, seniority] = [departmentMatcher(), seniorityMatcher()];
  const column = (name: string, of: (person: Lived) => string | null) =>
    categoryColumn(name, people.length, (row) => of(people[row]!));
  const columns = [
    column('industry', ({ account }) => account.industry),
    column('country', ({ account }) => account.country),
    column('size', ({ account }) => sizeBands.find(([upTo]) => account.employees <= upTo)![1]),
    column('department', ({ contact }) => department(contact.title)),
    column('seniority', ({ contact }) => seniority(contact.title)),
    column('source', ({ contact }) => contact.source),
    column('address', ({ contact }) => (contact.email.endsWith('.example') ? 'corporate' : 'free')),
  ];
  return {
    columns,
    people: {
      won: Uint8Array.from(people, ({ won }) => Number(won)),
      cluster: Int32Array.from(people, ({ cluster }) => cluster),
      clusters,
    },
  };
}
