import { counted, day, expected, integer, times } from '../../text/format.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { type Html, html, isolated } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import { sentenceList } from '../sentenceList.ts';
import type { Entries } from './entry.ts';

/** What the list is, as of when, how far to trust it, and what to expect of its head. */
export function header(data: RankedAccountsReportData, entries: Entries): Html {
  const noun = entries.kind === 'accounts' ? 'account' : 'contact';
  return html`<header class="masthead">
<p class="eyebrow">Ranked ${entries.kind === 'accounts' ? 'accounts' : 'people'} · as of ${day(data.asOf)}</p>
<h1>${isolated(data.title)}</h1>
${data.fallback && fallbackBanner()}
<p class="lead">${counted(entries.total, noun)}, the most promising first. The probability beside each says how likely it is that ${entries.kind === 'accounts' ? 'at least one of its people converts' : 'the person converts'} in the ${counted(data.horizonDays, 'day')} from ${day(data.asOf)}${until(data)}. ${data.outcome !== '' && html`Converting here means: <strong>${isolated(data.outcome)}</strong>.`}</p>
${heads(data, entries)}
<section class="trust" aria-labelledby="trust"><h2 id="trust">How far can you trust the numbers?</h2><p>${data.trustInShort}</p>
<details><summary>All that was checked</summary><p>${data.trust[0]}</p>${sentenceList(data.trust.slice(1))}</details></section>
</header>`;
}

function fallbackBanner(): Html {
  return html`<p class="banner" role="note"><strong>Points score: too little data.</strong> There were not enough past conversions to learn from, so this order comes from a simple points score. Take it as a hint of where to look first; the probabilities are rough.</p>`;
}

function until({ asOf, horizonDays }: RankedAccountsReportData): string {
  const from = Date.parse(asOf);
  if (Number.isNaN(from)) return '';
  return `, that is until ${day(new Date(from + (horizonDays * microsecondsPerDay) / 1000).toISOString())}`;
}

function heads(data: RankedAccountsReportData, { listed, total, kind }: Entries): Html | null {
  if (listed.length === 0) return null;
  const sizes = [20, 50, 100].filter((size) => size < listed.length);
  if (sizes.length < 3 && listed.length === total) sizes.push(listed.length);
  const average = data.expectedConversions / total;
  const noun = kind === 'accounts' ? 'account' : 'contact';
  return html`<ul class="tiles" aria-label="What to expect of the first on the list">${sizes.map((size) => {
    const sum = listed.slice(0, size).reduce((total, entry) => total + entry.expected, 0);
    const better = sum / size / average;
    return html`<li class="tile"><span class="tile-label">${size === total ? (size === 1 ? `The one ${noun}` : `All ${integer(size)}`) : `First ${integer(size)}`}</span><strong class="tile-value">${expected(sum)}</strong><span class="tile-note">expected conversions${better >= 1.05 && size < total && html`, ${times(better)} as many as ${integer(size)} picked at random`}</span></li>`;
  })}</ul>`;
}
