import type { Program } from '../config/schema.ts';
import type { Obstacles } from './population.ts';
import type { Reading } from './reading.ts';
import { readOpportunities } from './readOpportunities.ts';
import { readOutcomes } from './readOutcomes.ts';
import { readSuppressions } from './readSuppressions.ts';

/** Reads what keeps contacts off the list: outcomes, opportunities and suppressions. */
export async function readObstacles(
  reading: Reading,
  program: Program,
  accountOf: ReadonlyMap<string, number>,
  contactOf: ReadonlyMap<string, number>,
  contacts: Parameters<typeof readOpportunities>[3],
): Promise<Obstacles> {
  const outcomes = await readOutcomes(reading, contactOf, program.outcome.kind);
  const opportunities = await readOpportunities(reading, accountOf, contactOf, contacts);
  const suppressions = await readSuppressions(reading, contactOf, program.eligibility.suppressionChannels);
  return {
    outcomes,
    accountOpportunities: opportunities.ofAccounts,
    contactOpportunities: opportunities.ofContacts,
    suppressions,
  };
}
