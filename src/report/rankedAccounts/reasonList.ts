import { speakingAgainst, speakingFor } from '../../explain/arrange.ts';
import type { Reason } from '../../explain/reason.ts';
import { capitalised } from '../../text/format.ts';
import { casesText } from '../../wording/reasonText.ts';
import { type Html, html } from '../html.ts';

/** What speaks for somebody, then what speaks against them, in plain sentences. */
export function reasonList(reasons: readonly Reason[]): Html {
  const why = speakingFor(reasons).slice(0, 3);
  const back = speakingAgainst(reasons).slice(0, 2);
  if (why.length + back.length === 0)
    return html`<p class="plain">Nothing stands out: close to what is usual here.</p>`;
  return html`${list('why', 'Reasons for', why)}${list('back', 'Reasons against', back)}`;
}

function list(kind: string, label: string, reasons: readonly Reason[]): Html | null {
  if (reasons.length === 0) return null;
  return html`<ul class="reasons ${kind}" aria-label="${label}">${reasons.map((reason) => html`<li><span>${capitalised(reason.sentence)}${reason.similar && html` <span class="cases">· ${casesText(reason.similar)}</span>`}</span></li>`)}</ul>`;
}
