import { counted } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { Entries } from './entry.ts';
import { entryRows } from './entryRows.ts';

interface Heading {
  readonly label: string;
  /** What the column is sorted by; absent where there is nothing to sort by. */
  readonly key?: string;
  /** The order the first press gives. */
  readonly first?: 'ascending' | 'descending';
}

const accountHeadings: readonly Heading[] = [
  { label: 'Rank', key: 'rank', first: 'ascending' },
  { label: 'Account', key: 'name', first: 'ascending' },
  { label: 'Probability', key: 'probability', first: 'descending' },
  { label: 'Tier', key: 'tier', first: 'ascending' },
  { label: 'Expected', key: 'expected', first: 'descending' },
  { label: 'Reasons for and against' },
  { label: 'Contacts', key: 'people', first: 'descending' },
];

const peopleHeadings: readonly Heading[] = [
  { label: 'Rank', key: 'rank', first: 'ascending' },
  { label: 'Person', key: 'name', first: 'ascending' },
  { label: 'Probability', key: 'probability', first: 'descending' },
  { label: 'Tier', key: 'tier', first: 'ascending' },
  { label: 'Reasons for and against' },
];

/** The list itself: complete without scripting, sorted and filtered in place with it. */
export function list({ kind, listed, total }: Entries): Html {
  if (listed.length === 0)
    return html`<p class="empty">Nobody is on the list. The next section says why everyone was left out.</p>`;
  const most = listed.reduce((best, entry) => Math.max(best, entry.probability), 0);
  const headings = kind === 'accounts' ? accountHeadings : peopleHeadings;
  return html`<table id="list" role="table" class="list ${kind}" aria-label="Ranked ${kind}">
<thead role="rowgroup"><tr role="row">${headings.map(heading)}</tr></thead>
${listed.map((entry, i) => entryRows(entry, i + 1, most))}</table>
<p id="none" class="empty" hidden>Nothing matches. Try fewer words, or clear the search.</p>
${total > listed.length && html`<p class="plain">The page shows the first ${counted(listed.length, 'line')} of ${counted(total, kind === 'accounts' ? 'account' : 'contact')}; all of them are in the database.</p>`}`;
}

function heading({ label, key, first }: Heading): Html {
  if (key === undefined) return html`<th role="columnheader" scope="col" class="by-reason">${label}</th>`;
  return html`<th role="columnheader" scope="col" class="by-${key}" aria-sort="${key === 'rank' ? 'ascending' : 'none'}"><span class="without-script">${label}</span><button type="button" class="sort with-script" data-key="${key}" data-first="${first}">${label}<span class="arrow" aria-hidden="true"></span></button></th>`;
}
