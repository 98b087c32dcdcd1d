import { capitalised, expected, integer } from '../../text/format.ts';
import { outcomesSentence, partTitle, sharesText } from '../../wording/outcomes.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';

/** What became of the newest list whose time is over, part by part; null where there is none. */
export function lastList({ lastOutcomes }: RankedAccountsReportData): Html | null {
  const sentence = lastOutcomes && outcomesSentence(lastOutcomes);
  if (!lastOutcomes || sentence === null) return null;
  const rows = lastOutcomes.parts.map((part) => {
    const [said, came] = sharesText(part);
    return [
      capitalised(partTitle(part)),
      integer(part.entries),
      `${expected(part.expected)} (${integer(part.low)} to ${integer(part.high)})`,
      integer(part.converted),
      said,
      came,
      part.within ? 'as expected' : part.converted > part.high ? 'more than expected' : 'fewer than expected',
    ];
  });
  return html`<section aria-labelledby="last-list" class="last-list"><h2 id="last-list">What became of an earlier list</h2>
<p>${sentence}</p>
<details><summary>By tier, by who was contacted, and by the rest</summary>
${dataTable({
  caption: 'Part by part: how many were expected to convert and how many did',
  captionHidden: true,
  columns: [
    { label: 'Part of the list' },
    { label: 'People', number: true },
    { label: 'Expected to convert', number: true },
    { label: 'Converted', number: true },
    { label: 'Expected share', number: true },
    { label: 'Share', number: true },
    { label: 'Verdict' },
  ],
  rows,
})}
<p class="plain">The figures in brackets are what chance makes of it where the chances are right. Who was contacted was chosen by people, so those two groups differ in more than that.</p></details></section>`;
}
