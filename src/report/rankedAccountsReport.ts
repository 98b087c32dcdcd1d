import { counted, day } from '../text/format.ts';
import { commonText } from '../wording/reasonText.ts';
import { browserAsset } from './browserAsset.ts';
import { rankingCsvHeader } from './csv.ts';
import { type Html, html, isolated } from './html.ts';
import { jsonIsland } from './jsonIsland.ts';
import { renderPage } from './page.ts';
import { changed } from './rankedAccounts/changed.ts';
import { controls } from './rankedAccounts/controls.ts';
import { type Entries, entriesOf } from './rankedAccounts/entry.ts';
import { header } from './rankedAccounts/header.ts';
import { howToRead } from './rankedAccounts/howToRead.ts';
import { lastList } from './rankedAccounts/lastList.ts';
import { leftOut } from './rankedAccounts/leftOut.ts';
import { lineIndex } from './rankedAccounts/lineIndex.ts';
import { highest, list } from './rankedAccounts/list.ts';
import { loneItem } from './rankedAccounts/personItem.ts';
import { sameRows } from './rankedAccounts/sameRows.ts';
import { week } from './rankedAccounts/week.ts';
import type { RankedAccountsReportData } from './reportData.ts';

/**
 * The ranked-accounts report for those who work the list: one self-contained HTML document.
 *
 * Whom to call this week, then the list: its head without scripting, all of it with, searched, sorted, filtered, printed as a call
 * sheet and downloaded. A program without accounts lists people.
 * @example
 * const html = renderRankedAccountsReport(data);
 * html.startsWith('<!doctype html>') // true
 */
export function renderRankedAccountsReport(data: RankedAccountsReportData): string {
  const entries = entriesOf(data);
  return renderPage({
    title: `${data.title} – ranked ${entries.kind}, ${day(data.asOf)}`,
    style: browserAsset('page.css') + browserAsset('rankedAccounts.css'),
    scripts: [browserAsset('rankedAccounts.js')],
    body: html`<a class="skip" href="#ranking">Skip to the list</a>
<div class="wide">
${header(data, entries)}
<nav aria-label="On this page"><ul class="jump">${data.week.contacts.length > 0 && html`<li><a href="#week">Call first</a></li>`}<li><a href="#ranking">${wholeList(entries)}</a></li><li><a href="#left-out">Who is not on this list</a></li></ul></nav>
<main>
${howToRead(data)}
${changed(data)}
${commonToAll(data)}
${week(data)}
${lastList(data)}
<section aria-labelledby="ranking"><h2 id="ranking" tabindex="-1">${wholeList(entries)}</h2>
${entries.listed.length > 0 && controls(entries, fileName(data))}
${list(entries)}
${sameRows(data, entries)}</section>
${others(entries)}
${leftOut(data)}
</main>
<footer class="colophon"><p>Made by Handraise on ${day(data.generatedAt)} · program ${isolated(data.program)} · run ${isolated(data.runId)} · model ${isolated(data.modelId)}</p><p>The list names people: keep it where only those who need it can read it.</p></footer>
</div>
${jsonIsland('lines', { program: data.program, csvHeader: rankingCsvHeader, ...lineIndex(entries) })}`,
  });
}

function wholeList({ kind }: Entries): string {
  return kind === 'accounts' ? 'All accounts' : 'Everybody';
}

/** What is true of nearly everybody on the list, which its lines do not say again. */
function commonToAll({ common }: RankedAccountsReportData): Html | null {
  if (common.length === 0) return null;
  return html`<section class="common"><p>True of nearly everybody at the head of this list, so it is said below only where somebody stands out:</p>
<ul class="reasons why" aria-label="True of nearly everybody">${common.map((reason) => html`<li>${commonText(reason)}</li>`)}</ul></section>`;
}

/** People without an account that the page shows at once. */
const shownAlone = 50;

function others({ others: people }: Entries): Html | null {
  if (people.length === 0) return null;
  const most = highest(people);
  const more = people.length - shownAlone;
  return html`<section aria-labelledby="others" class="others"><h2 id="others">People without an account</h2>
<p>Their rank is that among all people.</p>
<ul class="contacts">${people.slice(0, shownAlone).map((entry) => loneItem(entry, most))}</ul>${more > 0 && html`<p class="plain">${counted(more, 'more person', 'more people')} ${more === 1 ? 'is' : 'are'} in the CSV file.</p>`}</section>`;
}

/** A name any file system takes, whatever the program is called. */
function fileName({ program, asOf }: RankedAccountsReportData): string {
  const safe = `${program}-${asOf.slice(0, 10)}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80);
  return `handraise-${safe}.csv`;
}
