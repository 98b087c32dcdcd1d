import type { Sources } from '../crm/source.ts';
import { HandraiseError } from '../errors.ts';

/**
 * Refuses a program about customers where no opportunity says that it was won: everybody would count as no customer.
 *
 * @throws HandraiseError `config`.
 */
export function requireWon(sources: Pick<Sources, 'has' | 'fields'>): void {
  const who = 'customers are those who won an opportunity';
  if (!sources.has('opportunity'))
    throw new HandraiseError('config', `${who}, and opportunity is not mapped`, {
      hint: 'map it with its won and closedAt: source.opportunity, or import it',
    });
  const absent = ['won', 'closedAt'].find((field) => !sources.fields('opportunity').includes(field));
  if (absent !== undefined)
    throw new HandraiseError('config', `${who}, and opportunity has no ${absent}`, {
      hint: `map it: source.opportunity.columns.${absent}`,
    });
}
