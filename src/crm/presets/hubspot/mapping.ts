import type { Hands } from '../hands.ts';
import { leftOutOf, machineNote } from '../machines.ts';
import type { Landing, PresetMapping } from '../preset.ts';
import { givenRelations, noOutcome } from '../relations.ts';
import { opportunityContactRelation, opportunityRelation } from './deals.ts';
import { eventRelation } from './events.ts';
import { outcomeRelation } from './forms.ts';
import { historyRelation } from './history.ts';
import type { FormObject, HubspotObjects } from './objects.ts';
import { ownProperties, type PropertyTables } from './ownProperties.ts';
import { accountRelation, contactRelation } from './people.ts';
import { suppressionRelation } from './suppression.ts';
import { touchRelation } from './touches.ts';

/**
 * The canonical entities over HubSpot's objects.
 *
 * @param properties where the connector lands properties
 * @param loadedAt the connector's own column that says when it wrote a row, for the comment on why it is not used
 * @throws HandraiseError `data` when nothing there says who raised a hand
 */
export function hubspotMapping(
  objects: HubspotObjects,
  landing: Landing,
  hands: Hands | undefined,
  properties: PropertyTables,
  loadedAt: string,
): PresetMapping {
  const outcome = outcomeRelation(objects, hands);
  if (!outcome) throw noOutcome(landing, 'neither form submissions nor deals of contacts');
  const source = givenRelations({
    account: accountRelation(objects),
    contact: contactRelation(objects),
    event: eventRelation(objects, hands),
    outcome,
    opportunity: opportunityRelation(objects),
    opportunityContact: opportunityContactRelation(objects),
    attributeHistory: historyRelation(objects),
    suppression: suppressionRelation(objects),
    touch: touchRelation(objects),
  });
  const titled = objects.contactHistory !== undefined && objects.contact.title !== undefined;
  return {
    source,
    comments: {
      account: 'Companies that were neither deleted nor merged into another.',
      contact: `Contacts that were neither deleted nor merged into another.
The account is the company of today; of a contact that got it more than a day after it was created, no model may know.
Of the properties, those with history are known as they were at each past date; the others say how they are known.
Add one of your own to the attributes, and to attributeHistory or, without history, to this query.${titled ? titleNote : ''}`,
      event: `What contacts did. E-mail events name a recipient, not a contact: addresses are compared without case and blanks,
and the events of a contact that was merged away belong to the one that is left.
HubSpot writes opens, clicks and submissions down itself, so they were known when they happened. ${loadedAt} is no
ingestedAt: after a first load or a repeated one it says of every old row that it became known then. What sales
writes down itself (calls, meetings, notes, e-mails) counts from the day it was written down, where that is known.${source.event?.machine ? machineNote : ''}`,
      outcome: objects.form ? formNote(objects.form) : dealNote,
      opportunityContact: 'Every contact of a deal.',
      opportunity: `Deals that were neither deleted nor merged into another. While one is open, the people of its company are not candidates.
A close date is a plan until the deal is in a closed stage.`,
      attributeHistory: 'Values of properties and since when: the only source that cannot know the future.',
      touch: 'When sales approached contacts: the calls, meetings and e-mails that it wrote down.',
      suppression:
        'Contacts that refused a channel, since when, and until when if they came back. A program counts all channels\nunless eligibility.suppressionChannels names some.',
    },
    leftOut: (['contact', 'company'] as const).flatMap((owner) => ownProperties(landing, owner, properties).leftOut),
    program: leftOutOf({ features: titled ? ['contact:title'] : [], sent: source.event?.machine !== undefined }),
  };
}

const titleNote = `
Seniority and department are read from the title of the time; the title itself has too many values to learn from.`;

const dealNote =
  'Without form submissions: the deals of a contact. That is what sales made of it, and later than a raised hand.';

/** How forms were chosen. */
function formNote({ key, names }: FormObject): string {
  if (key === undefined) return 'The raise-hand: every submission of a form, because nothing says which form it was.';
  return `The raise-hand: submissions of the forms in the list above. ${
    names
      ? 'They are told by the name that each has in HubSpot.'
      : 'The names of the forms are not landed: each is told by title\nand path of the page it was sent from most often, which may be the page of something else.'
  }`;
}
