import { explainedRows } from './explainedRows.ts';
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
  /** Row of the contact that ranks first. */
  readonly best: Int32Array;
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
  const best = ranked.map((i) => columns.best[i]!);
  return {
    length: ranked.length,
    *[Symbol.iterator]() {
      let position = 0;
      for (const [row, { reasons }] of explainedRows(best, input.explain)) {
        const i = ranked[position++]!;
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
          reasons,
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
  const best = new Int32Array(accounts.ids.length);
  for (const row of order) {
    const account = currentAccount[input.snapshots.contact[row]!]!;
    if (account < 0) continue;
    if (count[account]!++ === 0) best[account] = row;
    expected[account]! += input.probabilities[row]!;
    logNone[account]! += Math.log1p(-input.probabilities[row]!);
  }
  const account = Int32Array.from(count.keys()).filter((i) => count[i]! > 0);
  return {
    account,
    contacts: account.map((i) => count[i]!),
    expected: Float64Array.from(account, (i) => expected[i]!),
    probability: probabilities(
      input,
      Float64Array.from(account, (i) => logNone[i]!),
      account,
      expected,
      best,
    ),
    best: account.map((i) => best[i]!),
  };
}

function probabilities(
  input: RankingInput,
  logNone: Float64Array,
  account: Int32Array,
  expected: Float64Array,
  best: Int32Array,
): Float64Array {
  if (input.accountCalibrator) return input.accountCalibrator.probabilities(logNone.map(anyOfMargin));
  // Rounding alone could push the noisy-or past its bounds.
  return logNone.map((value, i) => {
    const least = input.probabilities[best[account[i]!]!]!;
    return Math.min(Math.max(anyOf(value), least), expected[account[i]!]!, 1);
  });
}
