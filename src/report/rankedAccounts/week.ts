import { counted, dayOfInstant, integer } from '../../text/format.ts';
import { allCasesText } from '../../wording/reasonText.ts';
import { type Html, html } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import { changeLine } from './changed.ts';
import { personOf } from './entry.ts';
import { odds } from './odds.ts';
import { remarks } from './personItem.ts';
import { lastTouched, reachedBy, recordLink } from './reach.ts';
import { reasonList } from './reasonList.ts';
import { standingLines } from './standing.ts';

/** Whom to call this week: people in rank order, as many as can be called. */
export function week(data: RankedAccountsReportData): Html | null {
  const { contacts, perWeek } = data.week;
  if (contacts.length === 0) return null;
  const most = contacts[0]!.probability;
  const all = allCasesText(contacts.flatMap(({ reasons }) => reasons));
  return html`<section aria-labelledby="week" class="week"><h2 id="week">Call first: this week’s ${counted(contacts.length, 'person', 'people')}</h2>
<p>The most promising people${where(contacts)}: as many as ${counted(perWeek, 'call')} a week ${perWeek === 1 ? 'allows' : 'allow'}, the best first. Work from the top.${all !== null && ` Beside a reason stands which share of past cases like it converted. ${all}`}</p>
<ol class="calls">${contacts.map((contact) => {
    const person = personOf(data, contact);
    const { record, reasons } = person;
    const name = contact.contactName ?? contact.contactId;
    return html`<li class="contact" data-contact="${contact.contactId}"><div class="person"><span class="rank">${contact.standing.position === null ? null : integer(contact.standing.position)}</span><div><bdi class="name">${name}</bdi><span class="beside"><bdi>${contact.title ?? 'no title known'}</bdi>${contact.accountName !== null && html` · <bdi>${contact.accountName}</bdi>`}</span>${reachedBy(record)}${recordLink(record, name)}</div></div>
<div class="odds">${odds(contact.probability, most)}${changeLine(person)}</div>
<div class="because">${reasonList(reasons)}${standingLines(person)}</div>
<div class="known">${lastTouched(record)}${contact.asOf !== contacts[0]!.asOf && html`<span class="as-of">as of ${dayOfInstant(contact.asOf)}</span>`}${remarks(name)}</div></li>
`;
  })}</ol></section>`;
}

/** At how many accounts somebody is called, and how many belong to none; nothing where the CRM has no accounts. */
function where(contacts: RankedAccountsReportData['week']['contacts']): string {
  const ids = contacts.flatMap(({ accountId }) => accountId ?? []);
  if (ids.length === 0) return '';
  const alone = contacts.length - ids.length;
  const beside = alone === 0 ? '' : ` (${counted(alone, 'person has', 'people have')} no account)`;
  return ` at ${counted(new Set(ids).size, 'account')}${beside}`;
}
