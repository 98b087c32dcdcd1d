import type { Tier } from '../../ranking/ranking.ts';
import { counted, integer } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { Entries } from './entry.ts';

const tiers: readonly Tier[] = ['A', 'B', 'C', 'D'];

/** Search, filter and download; shown only where scripting makes them work. */
export function controls({ kind, listed, total }: Entries, file: string): Html {
  const noun = kind === 'accounts' ? 'account' : 'contact';
  const plural = kind === 'accounts' ? 'accounts' : 'contacts';
  const shown = counted(listed.length, noun, plural);
  const isHead = listed.length < total;
  const counts = new Map(tiers.map((tier) => [tier, listed.filter((entry) => entry.tier === tier).length]));
  return html`<div class="controls with-script" role="search" aria-label="Find in the list">
<div class="field"><label for="search">Search</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="${kind === 'accounts' ? 'Account, person, title or reason' : 'Person, title or reason'}"></div>
<fieldset class="field"><legend>Tier</legend><div class="tiers">${tiers.map(
    (tier) =>
      html`<button type="button" class="choice" aria-pressed="false" data-tier="${tier}"><span class="unseen">Only tier </span>${tier} <span class="count">${integer(counts.get(tier)!)}</span></button>`,
  )}</div></fieldset>
<button type="button" id="clear" class="quiet">Clear</button>
<fieldset class="field"><legend>Download CSV</legend><div class="downloads"><button type="button" id="download-shown" data-file="${file}"><span class="unseen">Download </span>What is shown</button><button type="button" id="download-all" data-file="${file}"><span class="unseen">Download </span>All</button></div></fieldset>
<p id="shown" role="status" aria-live="polite" data-all="${isHead ? `the first ${shown}` : shown}">Showing ${isHead ? `the first ${integer(listed.length)} of ${counted(total, noun, plural)}` : `all ${shown}`}</p>
</div>`;
}
