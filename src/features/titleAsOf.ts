import type { Availability } from '../config/schema.ts';
import type { FeatureContext } from './family.ts';
import { valueAsOf } from './valueAsOf.ts';

/**
 * The job title each row's contact had as of the row: from its history where contact attribute `title` is declared
 * with history, else the one in the CRM today, which is taken for the one it was created with.
 */
export function titleAsOf({ population, snapshots }: FeatureContext): {
  readonly availability: Availability;
  titleOf(row: number): string | null;
} {
  const { contacts } = population;
  const history = population.history.find(({ entity, name }) => entity === 'contact' && name === 'title');
  if (!history)
    return { availability: 'created-with', titleOf: (row) => contacts.title[snapshots.contact[row]!] ?? null };
  const find = valueAsOf(history);
  return {
    availability: 'history',
    titleOf: (row) => history.value[find(snapshots.contact[row]!, snapshots.asOf[row]!)] ?? null,
  };
}
