import { integer } from '../../text/format.ts';
import { type Html, html, isolated } from '../html.ts';
import { changeLine } from './changed.ts';
import type { Entry, Person } from './entry.ts';
import { odds } from './odds.ts';
import { pill } from './pill.ts';
import { lastTouched, reachedBy, recordLink } from './reach.ts';
import { reasonList } from './reasonList.ts';
import { standingLines } from './standing.ts';

/** A person of an account. @param most probability that fills a bar. */
export function personItem(person: Person, most: number): Html {
  const { contact, record, reasons } = person;
  const name = contact.contactName ?? contact.contactId;
  return html`<li class="contact" data-contact="${contact.contactId}"><div class="person"><bdi class="name" data-find>${name}</bdi><bdi class="beside" data-find>${contact.title ?? 'no title known'}</bdi>${reachedBy(record)}${recordLink(record, name)}</div>
<div class="odds">${odds(contact.probability, most)}${pill(contact.tier)}${changeLine(person)}</div>
<div class="because">${reasonList(reasons)}${standingLines(person)}</div>
<div class="known">${lastTouched(record)}${remarks(name)}</div></li>
`;
}

/** What whoever works the list writes down beside a person; it stays in the browser and travels in the CSV. */
export function remarks(name: string): Html {
  return html`<div class="remarks with-script"><label class="not-now"><input type="checkbox"> Not now<span class="unseen">: ${name}</span></label><label class="note"><span class="unseen">Note on ${name}</span><textarea rows="1" placeholder="Note"></textarea></label></div>`;
}

/** A person without an account, in a list of such. */
export function loneItem({ rank, name, beside, probability, tier, reasons, person }: Entry, most: number): Html {
  return html`<li class="contact" data-contact="${person!.contact.contactId}"><div class="person"><span class="rank">${integer(rank)}</span> ${isolated(name)}<bdi class="beside">${beside ?? 'no title known'}</bdi>${reachedBy(person!.record)}${recordLink(person!.record, name)}</div>
<div class="odds">${odds(probability, most)}${pill(tier)}${changeLine(person!)}</div>
<div class="because">${reasonList(reasons)}${standingLines(person!)}</div>
<div class="known">${lastTouched(person!.record)}${remarks(name)}</div></li>
`;
}
