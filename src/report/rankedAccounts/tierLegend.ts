import { tierFrom } from '../../ranking/tier.ts';
import { type Html, html } from '../html.ts';
import { pill } from './pill.ts';

/** What the columns and the letters mean. */
export function tierLegend(): Html {
  return html`<section aria-labelledby="reading" class="reading"><h2 id="reading">How to read it</h2>
<dl>
<div><dt>Probability</dt><dd>How likely a conversion is in the time ahead: of ten at 30%, about three convert. The bar compares it with the highest on the list.</dd></div>
<div><dt>Expected</dt><dd>How many of the account’s people are expected to convert: their probabilities added up. It can be more than one.</dd></div>
<div><dt>Tier</dt><dd>${pill('A')} the best ${100 - tierFrom.A} in a hundred, ${pill('B')} the rest of the best ${100 - tierFrom.B}, ${pill('C')} the rest of the better half, ${pill('D')} everyone else; measured against a fixed group, so that a letter means the same next week.</dd></div>
<div><dt>Reasons</dt><dd>What speaks most for an account (+) and against it (−). The reasons of an account are those of its most promising person.</dd></div>
</dl></section>`;
}
