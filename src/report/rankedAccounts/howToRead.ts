import { engagementDays } from '../../qualification/profile/grid.ts';
import { tierFrom } from '../../ranking/tier.ts';
import { type Html, html } from '../html.ts';
import type { RankedAccountsReportData } from '../reportData.ts';
import { pill } from './pill.ts';

/** What the columns and the letters mean; stands above the list. */
export function howToRead({ contacts }: RankedAccountsReportData): Html {
  const [week, month, quarter] = engagementDays;
  return html`<details class="reading"><summary>How to read it</summary>
<dl>
<div><dt>Chance</dt><dd>How likely a conversion is in the time ahead. Of ten people at “about 3 in 10”, about three convert. The bar compares it with the highest on the list. The chance of an account is that at least one of its people converts.</dd></div>
<div><dt>Tier</dt><dd>${pill('A')} the best ${100 - tierFrom.A} in a hundred, ${pill('B')} the rest of the best ${100 - tierFrom.B}, ${pill('C')} the rest of the better half, ${pill('D')} everyone else; measured against a fixed group, so that a letter means the same next week.</dd></div>
<div><dt>Reasons</dt><dd>What speaks most for somebody (+) and against (−), compared with everybody else. Beside it: how many people like that were seen on past dates, and which share of them converted.</dd></div>
${contacts.some(({ standing }) => standing.fit !== null) && html`<div><dt>Fit</dt><dd>How well a person and their company match those who were won, whatever they did lately: 0 to 100. The letter says the same, from A (the best) to D. The digit says when the person was last active: 1 in the last ${week} days, 2 in the last ${month}, 3 in the last ${quarter}, 4 before that or never.</dd></div>`}
<div class="with-script"><dt>Not now, notes</dt><dd>They stay in this browser, and travel in the CSV that you download here.</dd></div>
</dl></details>`;
}
