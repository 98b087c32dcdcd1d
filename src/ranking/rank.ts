import { HandraiseError } from '../errors.ts';
import { rankAccounts } from './rankAccounts.ts';
import { rankContacts } from './rankContacts.ts';
import type { Ranking } from './ranking.ts';
import type { RankingInput } from './rankingInput.ts';
import { rankOrder } from './rankOrder.ts';

/**
 * The ranked list of eligible contacts and of their accounts.
 *
 * Holds a few numbers per contact; rows are made while the ranking is walked. The same contacts
 * give the same ranking, whatever the order of the rows.
 *
 * @throws HandraiseError `data` for a probability outside [0, 1] or a margin that is not finite.
 */
export function rank(input: RankingInput): Ranking {
  const { ids } = input.population.contacts;
  const idOf = (row: number) => ids[input.snapshots.contact[row]!]!;
  const refused = input.margins.findIndex((margin) => !Number.isFinite(margin));
  if (refused >= 0)
    throw new HandraiseError('data', `${idOf(refused)} has margin ${input.margins[refused]}, not a finite one`, {
      hint: 'nothing was published; this is a fault of the model, train it again',
    });
  const order = rankOrder(input.probabilities, idOf);
  let expectedConversions = 0;
  for (const row of order) expectedConversions += input.probabilities[row]!;
  return {
    contacts: rankContacts(input, order),
    accounts: rankAccounts(input, order),
    expectedConversions,
    isPlain: input.standings === undefined,
  };
}
