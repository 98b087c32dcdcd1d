import { counted, day, decimal, expected, integer, times } from '../../text/format.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { type Html, html, isolated } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import { sentenceList } from '../sentenceList.ts';
import type { Entries } from './entry.ts';

/** What the list is, as of when, how far to trust it, and what to expect of its head. */
export function header(data: RankedAccountsReportData, entries: Entries): Html {
  return html`<header class="masthead">
<p class="eyebrow">Ranked ${entries.kind === 'accounts' ? 'accounts' : 'people'} · as of ${day(data.asOf)}</p>
<h1>${isolated(data.title)}</h1>
${data.fallback && fallbackBanner()}
<p class="lead">${entries.kind === 'accounts' ? html`${counted(data.totalContacts, 'person', 'people')} and ${counted(data.totalAccounts, 'account')}` : counted(data.totalContacts, 'person', 'people')}, the most promising first. The chance beside each is that ${entries.kind === 'accounts' ? 'the person, or at least one person of the account, converts' : 'the person converts'} in the ${counted(data.horizonDays, 'day')} from ${day(data.asOf)}${until(data)}. ${data.outcome !== '' && html`Converting here means: <strong>${isolated(data.outcome)}</strong>.`}</p>
${tiles(data, entries)}
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

/** What so many weeks of calls come to, in people; and what the best accounts do, in accounts. */
function tiles(data: RankedAccountsReportData, { listed, kind }: Entries): Html | null {
  const weeks = data.week.weeks.filter(({ line }) => line.taken > 0);
  if (weeks.length === 0) return null;
  const average = data.expectedConversions / data.totalContacts;
  return html`<ul class="tiles" aria-label="What to expect">${weeks.map(({ weeks: count, line }) => {
    const perCall = line.expected / line.taken;
    const better = perCall / average;
    return html`<li class="tile"><span class="tile-label">${count === 1 ? 'This week' : `${integer(count)} weeks`}: ${counted(line.taken, 'call')}</span><strong class="tile-value">${expected(line.expected)}</strong><span class="tile-note">people expected to convert (${integer(line.low)} to ${integer(line.high)}): ${decimal(perCall, 2)} per call${better >= 1.05 && line.taken < data.totalContacts && html`, ${times(better)} as many as by calling at random`}</span></li>`;
  })}${kind === 'accounts' && bestAccounts(listed)}</ul>`;
}

function bestAccounts(listed: Entries['listed']): Html {
  const best = listed.slice(0, 20);
  const sum = best.reduce((total, { probability }) => total + probability, 0);
  const people = best.reduce((total, entry) => total + entry.people, 0);
  return html`<li class="tile"><span class="tile-label">${best.length === 1 ? 'The first account' : `First ${counted(best.length, 'account')}`}</span><strong class="tile-value">${expected(sum)}</strong><span class="tile-note">accounts expected to convert, at which at least one of ${counted(people, 'person', 'people')} does</span></li>`;
}
