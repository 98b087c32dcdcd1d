import { type Html, html } from './html.ts';

/** Sentences one below the other; null for none. */
export function sentenceList(sentences: readonly string[]): Html | null {
  if (sentences.length === 0) return null;
  return html`<ul class="sentences">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}
