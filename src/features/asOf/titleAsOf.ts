import type { Availability } from '../../config/schema.ts';
import type { FeatureContext } from '../family.ts';
import { valueAsOf } from './valueAsOf.ts';

/**
 * The job title a contact had as of an instant: from its history where contact attribute `title` is declared with history,
 * else the one in the CRM today, which is taken for the one it was created with.
 */
export function titleAsOf({ population }: Pick<FeatureContext, 'population'>): {
  readonly availability: Availability;
  titleOf(contact: number, asOf: number): string | null;
} {
  const { contacts } = population;
  const history = population.history.find(({ entity, name }) => entity === 'contact' && name === 'title');
  if (!history) return { availability: 'created-with', titleOf: (contact) => contacts.title[contact] ?? null };
  const find = valueAsOf(history);
  return { availability: 'history', titleOf: (contact, asOf) => history.value[find(contact, asOf)] ?? null };
}
