import { counted } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { Entries } from './entry.ts';
import { entryRows } from './entryRows.ts';
import { linesPerPack } from './pack.ts';

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
  { label: 'Chance', key: 'probability', first: 'descending' },
  { label: 'Tier', key: 'tier', first: 'ascending' },
  { label: 'Reasons for and against' },
  { label: 'People', key: 'people', first: 'descending' },
];

const peopleHeadings: readonly Heading[] = [
  { label: 'Rank', key: 'rank', first: 'ascending' },
  { label: 'Person', key: 'name', first: 'ascending' },
  { label: 'Chance', key: 'probability', first: 'descending' },
  { label: 'Tier', key: 'tier', first: 'ascending' },
  { label: 'Reasons for and against' },
];

/** The head of the list, complete without scripting; with it the rest is shown as it is asked for, sorted and filtered in place. */
export function list({ kind, listed }: Entries): Html {
  if (listed.length === 0)
    return html`<p class="empty">Nobody is on the list. The next section says why everyone was left out.</p>`;
  const most = highest(listed);
  const headings = kind === 'accounts' ? accountHeadings : peopleHeadings;
  const more = listed.length - linesPerPack;
  return html`<table id="list" role="table" class="list ${kind}" aria-label="Ranked ${kind}">
<thead role="rowgroup"><tr role="row">${headings.map(heading)}</tr></thead>
${listed.slice(0, linesPerPack).map((entry, i) => entryRows(entry, i + 1, most))}</table>
<p id="none" class="empty" hidden>Nothing matches. Try fewer words, or clear the search.</p>
${more > 0 && html`<p class="without-script plain">Without scripting the page shows the first ${linesPerPack}; the CSV file beside it has ${counted(more, 'more line')}.</p>`}
<button type="button" id="more" class="with-script" hidden>Show more</button>`;
}

/** The probability that fills a bar. */
export function highest(listed: Entries['listed']): number {
  return listed.reduce((best, { probability }) => Math.max(best, probability), 0);
}

function heading({ label, key, first }: Heading): Html {
  if (key === undefined) return html`<th role="columnheader" scope="col" class="by-reason">${label}</th>`;
  return html`<th role="columnheader" scope="col" class="by-${key}" aria-sort="${key === 'rank' ? 'ascending' : 'none'}"><span class="without-script">${label}</span><button type="button" class="sort with-script" data-key="${key}" data-first="${first}">${label}<span class="arrow" aria-hidden="true"></span></button></th>`;
}
