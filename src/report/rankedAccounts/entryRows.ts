import { counted, expected, integer } from '../../text/format.ts';
import { buyingGroupSentence, momentumSentence } from '../../wording/accountBeside.ts';
import { type Html, html, isolated } from '../html.ts';
import { changeLine } from './changed.ts';
import type { Entry } from './entry.ts';
import { odds } from './odds.ts';
import { personItem, remarks } from './personItem.ts';
import { pill } from './pill.ts';
import { lastTouched, reachedBy, recordLink } from './reach.ts';
import { reasonList } from './reasonList.ts';
import { standingLines } from './standing.ts';

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
  const alone = entry.person;
  return html`<tbody role="rowgroup" class="entry"${alone && html` data-contact="${alone.contact.contactId}"`}>
<tr role="row" class="line"><td role="cell" class="rank" data-label="Rank">${integer(entry.rank)}</td>
<th role="rowheader" scope="row" class="who"><bdi class="name">${entry.name}</bdi>${entry.beside !== null && html`<bdi class="beside">${entry.beside}</bdi>`}${facets(entry)}${alone && reachedBy(alone.record)}${recordLink(entry.record, entry.name)}</th>
<td role="cell" class="probability" data-label="Chance">${odds(entry.probability, most)}${alone && changeLine(alone)}</td>
<td role="cell" class="tier" data-label="Tier">${pill(entry.tier)}</td>
<td role="cell" class="because">${reasonList(entry.reasons)}${momentumLine(entry)}${alone && standingLines(alone)}${alone && html`<div class="known">${lastTouched(alone.record)}${remarks(entry.name)}</div>`}</td>
${entry.account && html`<td role="cell" class="people" data-label="People">${details ? toggle(entry, id) : integer(entry.people)}<span class="expected">${expected(entry.expected)} expected to convert</span></td>`}</tr>
${details && detailRow(entry, id, most)}</tbody>
`;
}

/** How this week compares with the three before. */
function momentumLine({ account }: Entry): Html | null {
  const sentence = account && momentumSentence(account);
  return sentence === null ? null : html`<ul class="standing"><li>${isolated(sentence)}</li></ul>`;
}

function facets({ record }: Entry): Html | null {
  const values = Object.values(record?.facets ?? {});
  if (values.length === 0) return null;
  return html`<span class="facets">${values.map((value, i) => html`${i > 0 && ' · '}${isolated(value)}`)}</span>`;
}

function toggle({ name, people }: Entry, id: string): Html {
  return html`<span class="without-script">${counted(people, 'person', 'people')}</span><button type="button" class="toggle with-script" aria-expanded="false" aria-controls="${id}"><span class="count">${counted(people, 'person', 'people')}</span><span class="unseen"> of ${name}</span><span class="chevron" aria-hidden="true"></span></button>`;
}

function detailRow(entry: Entry, id: string, most: number): Html {
  const more = entry.people - entry.contacts.length;
  const group = buyingGroupSentence(entry.account?.buyingGroup ?? null);
  return html`<tr role="row" class="detail" id="${id}"><td role="cell" colspan="6">${group !== null && html`<p class="group">${isolated(group)}</p>`}<ul class="contacts" aria-label="People of ${entry.name}">
${entry.contacts.map((person) => personItem(person, most))}</ul>${more > 0 && html`<p class="plain">${counted(more, 'more person', 'more people')} of this account ${more === 1 ? 'is' : 'are'} eligible but not shown here.</p>`}</td></tr>
`;
}
