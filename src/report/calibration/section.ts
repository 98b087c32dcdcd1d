import { type Html, html } from '../html.ts';
import type { Figure } from './figure.ts';

/** One step of the argument. */
export interface Section {
  readonly id: string;
  readonly question: string;
  /** The answer in a sentence or two, computed from the data. */
  readonly answer: string;
  readonly body: Html;
  /** The figures that `body` holds. */
  readonly figures: readonly Figure[];
}

/** The section as markup, under its number. */
export function sectionHtml({ id, question, answer, body }: Section, number: number): Html {
  return html`<section aria-labelledby="${id}" class="step">
<h2 id="${id}"><span class="ordinal" aria-hidden="true">${number}</span>${question}</h2>
<p class="answer">${answer}</p>
${body}
</section>
`;
}
