import { HandraiseError } from '../../../errors.ts';
import type { PresetMapping } from '../preset.ts';
import { opportunityRelation } from './deals.ts';
import { eventRelation } from './events.ts';
import { outcomeRelation } from './forms.ts';
import { historyRelation, suppressionRelation } from './history.ts';
import type { HubspotObjects } from './objects.ts';
import { accountRelation, contactRelation } from './people.ts';

/**
 * The canonical entities over HubSpot's objects.
 *
 * @param loadedAt the connector's own column that says when it wrote a row, for the comment on why it is not used
 * @throws HandraiseError `data` when nothing there says who raised a hand
 */
export function hubspotMapping(objects: HubspotObjects, schema: string, loadedAt: string): PresetMapping {
  const outcome = outcomeRelation(objects);
  if (!outcome)
    throw new HandraiseError(
      'data',
      `schema ${JSON.stringify(schema)} has neither form submissions nor deals of contacts, so nothing says who raised a hand`,
      { hint: 'have the connector load one of them' },
    );
  const found = {
    account: accountRelation(objects),
    contact: contactRelation(objects),
    event: eventRelation(objects),
    outcome,
    opportunity: opportunityRelation(objects),
    attributeHistory: historyRelation(objects),
    suppression: suppressionRelation(objects),
  };
  const source = Object.fromEntries(Object.entries(found).filter(([, relation]) => relation !== undefined));
  const titled = objects.contactHistory !== undefined && objects.contact.title !== undefined;
  return {
    source,
    comments: {
      account: 'Companies. The name and the domain are shown; they are never learned from.',
      contact: `Contacts that were neither deleted nor merged into another.
Of the properties, those with history are known as they were at each past date; the others say how they are known.
Add one of your own to the attributes, and to attributeHistory or, without history, to this query.`,
      event: `What contacts did. E-mail events name a recipient, not a contact: addresses are compared without case and blanks,
and the events of a contact that was merged away belong to the one that is left.
HubSpot writes opens, clicks and submissions down itself, so they were known when they happened. ${loadedAt} is no
ingestedAt: after a first load or a repeated one it says of every old row that it became known then. What sales
writes down itself (calls, meetings, notes, e-mails) counts from the day it was written down, where that is known.`,
      outcome: objects.form
        ? `The raise-hand: submissions of forms whose title, page or id speaks of a demo, pricing or contact.
Choose your own forms here: list them by id with form_id IN (…), and leave the same ones out of the events.`
        : 'Without form submissions: the deals of a contact. That is what sales made of it, and later than a raised hand.',
      opportunity: `Deals. While one is open, the people of its company are not candidates.
A close date is a plan until the deal is in a closed stage.`,
      attributeHistory: 'Values of properties and since when: the only source that cannot know the future.',
      suppression: 'Contacts that opted out of e-mail; until when, if they came back.',
    },
    program: titled ? { exclude: { features: ['contact:title'] } } : {},
  };
}
