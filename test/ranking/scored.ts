import type { Explain } from '../../src/explain/reason.ts';
import { independentContacts } from '../../src/ranking/accounts/rollUps.ts';
import type { RankingInput } from '../../src/ranking/rankingInput.ts';
import type { Instant } from '../../src/time/instant.ts';

export interface ScoredContact {
  readonly id: string;
  /** Account by number, −1 for none. */
  readonly account: number;
  readonly probability: number;
  readonly margin?: number;
  readonly name?: string | null;
}

export const asOf: Instant = 1_767_225_600_000_001;
export const horizon = 30 * 86_400_000_000;

/** A ranking input of the given contacts, whose only reason is their whole margin. */
export function scored(
  contacts: readonly ScoredContact[],
  options: Partial<Pick<RankingInput, 'reference' | 'accountReference' | 'rollUp'>> = {},
): RankingInput {
  const margins = Float64Array.from(contacts, ({ margin }) => margin ?? 0.5);
  const accounts = Math.max(0, ...contacts.map(({ account }) => account + 1));
  const explain: Explain = (rows) =>
    Array.from(rows, (row) => ({
      base: -1,
      reasons: [{ group: 'E-mail opens', contribution: margins[row]! + 1, sentence: `Row of ${contacts[row]!.id}` }],
    }));
  const accountNumbers = Array.from({ length: accounts }, (_, i) => i);
  return {
    population: {
      currentAccount: Int32Array.from(contacts, ({ account }) => account),
      contacts: {
        ids: contacts.map(({ id }) => id),
        account: Int32Array.from(contacts, ({ account }) => account),
        createdAt: new Float64Array(contacts.length),
        name: contacts.map(({ name }) => name ?? null),
        title: contacts.map(() => 'Head of Something'),
        emailDomain: contacts.map(() => null),
        attributes: [],
      },
      accounts: {
        ids: accountNumbers.map((i) => `account-${String(i).padStart(6, '0')}`),
        name: accountNumbers.map((i) => `Account ${i}`),
        domain: accountNumbers.map(() => null),
        createdAt: new Float64Array(accounts),
        attributes: [],
      },
    },
    snapshots: {
      rows: contacts.length,
      contact: Int32Array.from(contacts.keys()),
      asOf: new Float64Array(contacts.length).fill(asOf),
    },
    margins,
    probabilities: Float64Array.from(contacts, ({ probability }) => probability),
    explain,
    explainAccounts: (accounts) => accounts.map(({ people }) => explain(Int32Array.of(people[0]!.row))[0]!),
    reference: Float64Array.of(0, 0.25, 0.5, 0.75, 1),
    accountReference: Float64Array.of(0, 0.25, 0.5, 0.75, 1),
    rollUp: independentContacts,
    table: { rows: contacts.length, columns: [] },
    horizon,
    ...options,
  };
}
