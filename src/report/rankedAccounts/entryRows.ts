import type { RankedContact } from '../../ranking/ranking.ts';
import { counted, dayOfInstant, expected, integer, probabilityText } from '../../text/format.ts';
import { type Html, html, isolated } from '../html.ts';
import type { Entry } from './entry.ts';
import { pill } from './pill.ts';
import { reasonList } from './reasonList.ts';

/** A bar as long as `value` is of `most`; decoration beside the number it repeats. Its width cannot be styled inline. */
function bar(value: number, most: number): Html | null {
  if (!Number.isFinite(value) || !(most > 0)) return null;
  const width = Math.max(0, Math.min(100, (value / most) * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg>`;
}

/**
 * One line of the list with the contacts that open below it.
 *
 * Roles are spelt out because a narrow window lays the table out as cards, and then the roles of table elements are lost.
 *
 * @param most probability that fills a bar.
 */
export function entryRows(entry: Entry, number: number, most: number): Html {
  const details = entry.contacts.length > 0;
  const id = `contacts-${number}`;
  return html`<tbody role="rowgroup" class="entry" data-rank="${entry.rank}" data-name="${entry.name}" data-probability="${entry.probability}" data-tier="${entry.tier}" data-expected="${entry.expected}" data-people="${entry.people}">
<tr role="row" class="line"><td role="cell" class="rank" data-label="Rank">${integer(entry.rank)}</td>
<th role="rowheader" scope="row" class="who"><bdi class="name" data-find>${entry.name}</bdi>${entry.beside !== null && html`<bdi class="beside" data-find>${entry.beside}</bdi>`}</th>
<td role="cell" class="probability" data-label="Probability"><strong>${probabilityText(entry.probability)}</strong>${bar(entry.probability, most)}</td>
<td role="cell" class="tier" data-label="Tier">${pill(entry.tier)}</td>
${entry.account && html`<td role="cell" class="expected" data-label="Expected">${expected(entry.expected)}</td>`}
<td role="cell" class="because">${reasonList(entry.reasons)}</td>
${entry.account && html`<td role="cell" class="people" data-label="Contacts">${details ? toggle(entry, id) : integer(entry.people)}</td>`}</tr>
${details && detailRow(entry, id, most)}</tbody>
`;
}

function toggle({ name, people }: Entry, id: string): Html {
  return html`<span class="without-script">${integer(people)}</span><button type="button" class="toggle with-script" aria-expanded="false" aria-controls="${id}"><span class="count">${counted(people, 'contact')}</span><span class="unseen"> of ${name}</span><span class="chevron" aria-hidden="true"></span></button>`;
}

function detailRow(entry: Entry, id: string, most: number): Html {
  const more = entry.people - entry.contacts.length;
  return html`<tr role="row" class="detail" id="${id}"><td role="cell" colspan="7"><ul class="contacts" aria-label="Contacts of ${entry.name}">
${entry.contacts.map((contact) => contactItem(contact, most))}</ul>${more > 0 && html`<p class="plain">${counted(more, 'more contact')} of this account ${more === 1 ? 'is' : 'are'} eligible but not shown here.</p>`}</td></tr>
`;
}

function contactItem(contact: RankedContact, most: number): Html {
  return html`<li class="contact"><div class="person"><bdi class="name" data-find>${contact.contactName ?? contact.contactId}</bdi><bdi class="beside" data-find>${contact.title ?? 'no title known'}</bdi></div>
<div class="odds"><strong>${probabilityText(contact.probability)}</strong>${bar(contact.probability, most)}${pill(contact.tier)}</div>
<div class="because">${reasonList(contact.reasons)}</div>
<div class="known">as of ${dayOfInstant(contact.asOf)}</div></li>
`;
}

/** A person without an account, in a list of such. */
export function personItem({ rank, name, beside, probability, tier, reasons }: Entry, most: number): Html {
  return html`<li class="contact"><div class="person"><span class="rank">${integer(rank)}</span> ${isolated(name)}<bdi class="beside">${beside ?? 'no title known'}</bdi></div>
<div class="odds"><strong>${probabilityText(probability)}</strong>${bar(probability, most)}${pill(tier)}</div>
<div class="because">${reasonList(reasons)}</div></li>
`;
}
