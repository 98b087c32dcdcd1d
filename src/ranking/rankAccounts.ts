import { arranged, usualReasons } from '../explain/arrange.ts';
import type { AccountPerson } from '../explain/reason.ts';
import { plainAccount } from './accountBeside.ts';
import { accountRows, contactCounts, type GroupedAccounts } from './accounts/accountRows.ts';
import { explainedRows, headOfList } from './explainedRows.ts';
import type { RankedAccount, RankedRows } from './ranking.ts';
import type { RankingInput } from './rankingInput.ts';
import { rankOrder } from './rankOrder.ts';
import { scoreOf } from './score.ts';
import { tierOf } from './tier.ts';

/** People of an account whose contributions its reasons are made of: those after them add little and cost as much. */
const carriers = 3;

/** Accounts at the head of the list of which that is so; of those beyond, which no page shows, the best contact alone carries each. */
const mostCarried = 5000;

/** Accounts with an eligible contact, as columns. */
interface AccountColumns {
  /** Index into the accounts of the population. */
  readonly account: Int32Array;
  readonly contacts: Int32Array;
  readonly expected: Float64Array;
  readonly probability: Float64Array;
  /** The accounts with the rows of their eligible people, each by rank. */
  readonly grouped: GroupedAccounts;
}

/**
 * Accounts, those that contacts belong to today, by the probability that at least one of their eligible contacts converts, ties by id.
 *
 * That probability is made of those of the contacts in the way that past accounts chose, see `accounts/`. Only models of older artefacts have accounts below their best contact.
 *
 * @param order rows of the input by rank; people of an account stand in it, too.
 */
export function rankAccounts(input: RankingInput, order: Int32Array): RankedRows<RankedAccount> {
  const columns = accountColumns(input, order);
  const { ids } = input.population.accounts;
  const ranked = rankOrder(columns.probability, (i) => ids[columns.account[i]!]!);
  const place = new Int32Array(ranked.length);
  ranked.forEach((i, at) => {
    place[i] = at;
  });
  const explain = (accounts: Int32Array) =>
    input.explainAccounts(
      Array.from(accounts, (i) => ({
        people: peopleOf(input, columns, i),
        carriers: place[i]! < mostCarried ? carriers : 1,
      })),
    );
  return {
    length: ranked.length,
    *[Symbol.iterator]() {
      let position = 0;
      const usual = usualReasons(ranked.length > 0 ? explain(ranked.subarray(0, headOfList)) : []);
      for (const [i, { reasons }] of explainedRows(ranked, explain)) {
        position++;
        const row = columns.grouped.members[columns.grouped.start[i]!]!;
        const account = columns.account[i]!;
        const probability = columns.probability[i]!;
        const score = scoreOf(probability, input.accountReference);
        const bestContactId = input.population.contacts.ids[input.snapshots.contact[row]!]!;
        yield {
          rank: position,
          accountId: ids[account]!,
          accountName: input.population.accounts.name[account] ?? null,
          domain: input.population.accounts.domain[account] ?? null,
          probability,
          score,
          tier: input.tiers?.tier(bestContactId, input.probabilities[row]!) ?? tierOf(score),
          eligibleContacts: columns.contacts[i]!,
          expectedConversions: columns.expected[i]!,
          bestContactId,
          ...(input.accountsBeside?.(account) ?? plainAccount),
          reasons: arranged(reasons, usual),
        };
      }
    },
  };
}

function accountColumns(input: RankingInput, order: Int32Array): AccountColumns {
  const { currentAccount } = input.population;
  const { probabilities: probability, snapshots, table } = input;
  const grouped = accountRows(
    {
      account: Int32Array.from(snapshots.contact, (contact) => currentAccount[contact]!),
      asOf: new Float64Array(snapshots.rows),
      ...{ probability, table, byProbability: order },
    },
    input.rollUp.reads,
  );
  const { rows, account, start } = grouped;
  const expected = new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let at = start[i]!; at < start[i + 1]!; at++) expected[i]! += grouped.probability[at]!;
  return {
    ...{ account, grouped, expected },
    contacts: contactCounts(grouped),
    probability: input.rollUp.probabilities(grouped),
  };
}

function peopleOf(input: RankingInput, { grouped }: AccountColumns, i: number): readonly AccountPerson[] {
  const { ids, name } = input.population.contacts;
  return Array.from(grouped.members.subarray(grouped.start[i], grouped.start[i + 1]), (row) => {
    const contact = input.snapshots.contact[row]!;
    return { row, contactId: ids[contact]!, name: name[contact] ?? null, probability: input.probabilities[row]! };
  });
}
