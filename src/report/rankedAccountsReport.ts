import { counted, day } from '../text/format.ts';
import { browserAsset } from './browserAsset.ts';
import { rankingCsvHeader, rankingCsvRecords } from './csv.ts';
import { type Html, html, isolated } from './html.ts';
import { jsonIsland } from './jsonIsland.ts';
import { renderPage } from './page.ts';
import { controls } from './rankedAccounts/controls.ts';
import { type Entries, entriesOf } from './rankedAccounts/entry.ts';
import { personItem } from './rankedAccounts/entryRows.ts';
import { header } from './rankedAccounts/header.ts';
import { leftOut } from './rankedAccounts/leftOut.ts';
import { list } from './rankedAccounts/list.ts';
import { tierLegend } from './rankedAccounts/tierLegend.ts';
import { withinPage } from './rankedAccounts/withinPage.ts';
import type { RankedAccountsReportData } from './reportData.ts';

/**
 * The ranked-accounts report for those who work the list: one self-contained HTML document.
 *
 * Complete without scripting; with it, searched, sorted, filtered and downloaded. A program without accounts lists people.
 * @example
 * const html = renderRankedAccountsReport(data);
 * html.startsWith('<!doctype html>') // true
 */
export function renderRankedAccountsReport(data: RankedAccountsReportData): string {
  const all = entriesOf(data);
  const entries = withinPage(all);
  return renderPage({
    title: `${data.title} – ranked ${entries.kind}, ${day(data.asOf)}`,
    style: browserAsset('page.css') + browserAsset('rankedAccounts.css'),
    scripts: [browserAsset('rankedAccounts.js')],
    body: html`<a class="skip" href="#ranking">Skip to the list</a>
<div class="wide">
${header(data, entries)}
<main>
<section aria-labelledby="ranking"><h2 id="ranking" tabindex="-1">The list</h2>
${entries.listed.length > 0 && controls(entries, fileName(data))}
${list(entries)}</section>
${others(entries, all.others.length - entries.others.length)}
${tierLegend()}
${leftOut(data)}
</main>
<footer class="colophon"><p>Made by Handraise on ${day(data.generatedAt)} · program ${isolated(data.program)} · run ${isolated(data.runId)} · model ${isolated(data.modelId)}</p><p>The list names people: keep it where only those who need it can read it.</p></footer>
</div>
${jsonIsland('csv', { header: rankingCsvHeader, listed: entries.listed.map((entry) => rankingCsvRecords(entry).join('')), others: entries.others.flatMap(rankingCsvRecords).join('') })}`,
  });
}

function others({ others: people }: Entries, more: number): Html | null {
  if (people.length === 0) return null;
  const most = people.reduce((best, entry) => Math.max(best, entry.probability), 0);
  return html`<section aria-labelledby="others" class="others"><h2 id="others">People without an account</h2>
<p>Their rank is that among all people.</p>
<ul class="contacts">${people.map((entry) => personItem(entry, most))}</ul>${more > 0 && html`<p class="plain">${counted(more, 'more person', 'more people')} are in the CSV file beside this page.</p>`}</section>`;
}

/** A name any file system takes, whatever the program is called. */
function fileName({ program, asOf }: RankedAccountsReportData): string {
  const safe = `${program}-${asOf.slice(0, 10)}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80);
  return `handraise-${safe}.csv`;
}
