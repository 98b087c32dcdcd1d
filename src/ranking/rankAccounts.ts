import { arranged, usualReasons } from '../explain/arrange.ts';
import type { AccountPerson } from '../explain/reason.ts';
import { explainedRows, headOfList } from './explainedRows.ts';
import { anyOf, anyOfMargin } from './noisyOr.ts';
import type { RankedAccount, RankedRows } from './ranking.ts';
import type { RankingInput } from './rankingInput.ts';
import { rankOrder } from './rankOrder.ts';
import { scoreOf } from './score.ts';
import { tierOf } from './tier.ts';

/** Accounts with an eligible contact, as columns. */
interface AccountColumns {
  /** Index into the accounts of the population. */
  readonly account: Int32Array;
  readonly contacts: Int32Array;
  readonly expected: Float64Array;
  readonly probability: Float64Array;
  /** Rows of the eligible people, account by account, each by rank; those of account i begin at `from[i]`. */
  readonly people: Int32Array;
  readonly from: Int32Array;
}

/**
 * Accounts, those that contacts belong to today, by the probability that at least one of their eligible contacts converts, ties by id.
 *
 * Contacts are combined as if independent (noisy-or), which holds the best contact's probability
 * from below and the expected conversions from above; the account calibrator then corrects what
 * past dates showed of their dependence.
 *
 * @param order rows of the input by rank; fixes the order in which contacts are combined.
 */
export function rankAccounts(input: RankingInput, order: Int32Array): RankedRows<RankedAccount> {
  const columns = accountColumns(input, order);
  const { ids } = input.population.accounts;
  const ranked = rankOrder(columns.probability, (i) => ids[columns.account[i]!]!);
  const explain = (accounts: Int32Array) =>
    input.explainAccounts(Array.from(accounts, (i) => peopleOf(input, columns, i)));
  return {
    length: ranked.length,
    *[Symbol.iterator]() {
      let position = 0;
      const usual = usualReasons(ranked.length > 0 ? explain(ranked.subarray(0, headOfList)) : []);
      for (const [i, { reasons }] of explainedRows(ranked, explain)) {
        position++;
        const row = columns.people[columns.from[i]!]!;
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
          reasons: arranged(reasons, usual),
        };
      }
    },
  };
}

function accountColumns(input: RankingInput, order: Int32Array): AccountColumns {
  const { currentAccount, accounts } = input.population;
  const count = new Int32Array(accounts.ids.length);
  const expected = new Float64Array(accounts.ids.length);
  const logNone = new Float64Array(accounts.ids.length);
  for (const row of order) {
    const account = currentAccount[input.snapshots.contact[row]!]!;
    if (account < 0) continue;
    count[account]!++;
    expected[account]! += input.probabilities[row]!;
    logNone[account]! += Math.log1p(-input.probabilities[row]!);
  }
  const account = Int32Array.from(count.keys()).filter((i) => count[i]! > 0);
  const { people, from } = grouped(input, order, account, count);
  return {
    account,
    contacts: account.map((i) => count[i]!),
    expected: Float64Array.from(account, (i) => expected[i]!),
    probability: probabilities(
      input,
      Float64Array.from(account, (i) => logNone[i]!),
      Float64Array.from(account, (i) => expected[i]!),
      from.map((at) => people[at]!),
    ),
    people,
    from,
  };
}

/** Rows with an account, account by account; in each by rank. */
function grouped(input: RankingInput, order: Int32Array, account: Int32Array, count: Int32Array) {
  const next = new Int32Array(count.length);
  const from = new Int32Array(account.length);
  let at = 0;
  account.forEach((of, i) => {
    from[i] = next[of] = at;
    at += count[of]!;
  });
  const people = new Int32Array(at);
  for (const row of order) {
    const of = input.population.currentAccount[input.snapshots.contact[row]!]!;
    if (of >= 0) people[next[of]!++] = row;
  }
  return { people, from };
}

function peopleOf(
  input: RankingInput,
  { people, from, contacts }: AccountColumns,
  i: number,
): readonly AccountPerson[] {
  const { ids, name } = input.population.contacts;
  return Array.from(people.subarray(from[i]!, from[i]! + contacts[i]!), (row) => {
    const contact = input.snapshots.contact[row]!;
    return { row, contactId: ids[contact]!, name: name[contact] ?? null, probability: input.probabilities[row]! };
  });
}

/** @param best rows of the contacts that rank first. */
function probabilities(
  input: RankingInput,
  logNone: Float64Array,
  expected: Float64Array,
  best: Int32Array,
): Float64Array {
  if (input.accountCalibrator) return input.accountCalibrator.probabilities(logNone.map(anyOfMargin));
  // Rounding alone could push the noisy-or past its bounds.
  return logNone.map((value, i) => Math.min(Math.max(anyOf(value), input.probabilities[best[i]!]!), expected[i]!, 1));
}
