import type { ContactChange } from '../../ranking/change.ts';
import { counted, dayOfInstant } from '../../text/format.ts';
import { changesText, changeText } from '../../wording/rankChanges.ts';
import { type Html, html } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import type { Person } from './entry.ts';

/** People named of those who are new among this week's calls. */
const named = 12;

/** What changed since the list before: in counts, and who is new among this week's calls; null for the first list. */
export function changed({ changes, week }: RankedAccountsReportData): Html | null {
  if (!changes) return null;
  const came = week.contacts.filter(({ contactId }) => {
    const change = changes.contacts.get(contactId);
    return change && (change.before === null || change.before.rank > week.contacts.length);
  });
  const more = came.length - named;
  return html`<section aria-labelledby="changed" class="changed"><h2 id="changed">What changed</h2>
<p>${changesText(changes)}</p>
<p>${came.length === 0 ? 'This week’s calls are the same people as on the list before.' : html`${counted(came.length, 'person', 'people')} of this week’s calls ${came.length === 1 ? 'was' : 'were'} not among the first ${week.contacts.length} on ${dayOfInstant(changes.previousAsOf)}: ${came.slice(0, named).map(({ contactName, contactId }, i) => html`${i > 0 && ', '}<bdi>${contactName ?? contactId}</bdi>`)}${more > 0 && `, and ${counted(more, 'more', 'more')}`}.`}</p></section>`;
}

/** What changed of one person since the list before; null where nothing did. */
export function changeLine({ change, contact }: Person): Html | null {
  if (!change) return null;
  return html`<span class="change ${change.change}"><bdi>${changeText(change, contact.probability)}</bdi></span>`;
}

const facets = { new: 'new', up: 'up a tier', down: 'down a tier', moved: null } as const;

/** What of a change the list can be filtered by. */
export function changeFacets(change: ContactChange | null): Readonly<Record<string, string>> {
  const facet = change && facets[change.change];
  return facet ? { 'since the last list': facet } : {};
}
