import type { Tier } from '../../ranking/ranking.ts';
import { capitalised, counted, integer } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { Entries } from './entry.ts';
import { facetsOf } from './lineIndex.ts';

const tiers: readonly Tier[] = ['A', 'B', 'C', 'D'];

/** Values that one filter offers at most, the most frequent ones. */
const mostChoices = 60;

/** Search, filters, call sheet and download; shown only where scripting makes them work. */
export function controls({ kind, listed, total }: Entries, file: string): Html {
  const noun = kind === 'accounts' ? 'account' : 'person';
  const plural = kind === 'accounts' ? 'accounts' : 'people';
  const shown = counted(listed.length, noun, plural);
  const isHead = listed.length < total;
  const counts = new Map(tiers.map((tier) => [tier, listed.filter((entry) => entry.tier === tier).length]));
  return html`<div class="controls with-script" role="search" aria-label="Find in the list">
<div class="field"><label for="search">Search</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="${kind === 'accounts' ? 'Account, person, title or reason' : 'Person, title or reason'}"></div>
<fieldset class="field"><legend>Tier</legend><div class="tiers">${tiers.map(
    (tier) =>
      html`<button type="button" class="choice" aria-pressed="false" data-tier="${tier}"><span class="unseen">Only tier </span>${tier} <span class="count">${integer(counts.get(tier)!)}</span></button>`,
  )}</div></fieldset>
${filters(listed).map(filter)}
<button type="button" id="clear" class="quiet">Clear</button>
<fieldset class="field"><legend>Take away</legend><div class="downloads"><button type="button" id="print">Print call sheet</button><button type="button" id="download-shown">CSV of what is shown</button><button type="button" id="download-all" data-file="${file}">CSV of all</button></div></fieldset>
<p id="shown" role="status" aria-live="polite" data-all="${isHead ? `the first ${shown}` : shown}">Showing ${isHead ? `the first ${integer(listed.length)} of ${counted(total, noun, plural)}` : `all ${shown}`}</p>
</div>`;
}

interface Filter {
  readonly name: string;
  /** Values with the number of lines that have them, by name. */
  readonly values: readonly (readonly [value: string, lines: number])[];
}

/** What the lines can be filtered by; what all have in common cannot be chosen from. */
function filters(listed: Entries['listed']): readonly Filter[] {
  const counts = new Map<string, Map<string, number>>();
  for (const entry of listed)
    for (const [name, values] of Object.entries(facetsOf(entry))) {
      const known = counts.get(name) ?? new Map<string, number>();
      for (const value of values) known.set(value, (known.get(value) ?? 0) + 1);
      counts.set(name, known);
    }
  return [...counts]
    .filter(([, values]) => values.size > 1 || [...values.values()].some((lines) => lines < listed.length))
    .map(([name, values]) => ({
      name,
      values: [...values]
        .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
        .slice(0, mostChoices)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    }));
}

function filter({ name, values }: Filter, i: number): Html {
  return html`<div class="field"><label for="filter-${i}">${capitalised(name)}</label><select id="filter-${i}" class="filter" data-facet="${name}"><option value="">All</option>${values.map(([value, lines]) => html`<option value="${value}">${value} (${integer(lines)})</option>`)}</select></div>
`;
}
