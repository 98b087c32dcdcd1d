import type { Population, Spans } from '../snapshot/population.ts';
import type { Instant } from '../time/instant.ts';

/** Rows of each source that were known before an instant. */
export interface SourceRows {
  readonly contacts: number;
  readonly accounts: number;
  readonly outcomes: number;
  readonly opportunities: number;
  readonly suppressions: number;
}

/**
 * Counts what a population holds that was known before an instant; the same instant gives the same counts later, unless rows of the past
 * were removed or added. What has no date is counted at every instant.
 *
 * @param before no later than what the population was read for.
 */
export function sourceRows(population: Population, before: Instant): SourceRows {
  const { contacts, accounts, outcomes, suppressions, accountOpportunities, contactOpportunities } = population;
  const known = (spans: Spans) => countWhere(spans.from, (from) => !(from >= before));
  return {
    contacts: countWhere(contacts.createdAt, (created) => created < before),
    accounts: countWhere(accounts.createdAt, (created) => !(created >= before)),
    outcomes: countWhere(
      outcomes.occurredAt,
      (occurred, row) => occurred < before && !(outcomes.ingestedAt[row]! >= before),
    ),
    opportunities: known(accountOpportunities) + known(contactOpportunities),
    suppressions: known(suppressions),
  };
}

function countWhere(values: Float64Array, holds: (value: number, row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (holds(values[row]!, row)) count++;
  return count;
}
