import { renderArgument } from '../calibration/argument.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html, isolated } from '../html.ts';
import type { CardBlock, CardCell, CardFact, CardTable, ModelCard } from './card.ts';

/**
 * A model card as one self-contained HTML document in the form of the calibration report.
 * @example
 * const html = modelCardHtml(modelCard(data));
 * html.startsWith('<!doctype html>') // true
 */
export function modelCardHtml({ title, subject, headline, sections }: ModelCard): string {
  return renderArgument({
    title: `${title} – ${subject}`,
    masthead: html`<header class="masthead">
<p class="eyebrow">${isolated(subject)}</p>
<h1>${isolated(title)}</h1>
<p class="headline">${headline}</p>
</header>`,
    sections: sections.map(({ id, title, summary, blocks }) => ({
      id,
      question: title,
      answer: summary,
      body: html`${blocks.map(block)}`,
      figures: [],
    })),
  });
}

function block(of: CardBlock): Html {
  switch (of.kind) {
    case 'paragraph':
      return html`<p>${of.text}</p>\n`;
    case 'list':
      return html`<ul class="points">${of.items.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>\n`;
    case 'facts':
      return html`<dl class="facts">${of.facts.map(fact)}</dl>\n`;
    case 'table':
      return table(of);
    case 'commands':
      return html`<pre tabindex="0" role="region" aria-label="Commands"><code>${of.lines.join('\n')}</code></pre>\n`;
  }
}

function fact({ name, value, code }: CardFact): Html {
  return html`<div><dt>${name}</dt><dd>${text(value, code)}</dd></div>`;
}

function table({ caption, columns, rows, footer }: CardTable): Html {
  return dataTable({
    caption,
    columns,
    rows: rows.map((row) => row.map((value, i) => cell(value, columns[i]?.code))),
    ...(footer ? { footer } : {}),
  });
}

function cell(of: CardCell, code?: boolean): Html {
  if (typeof of === 'string') return text(of, code);
  return html`${isolated(of.text)}<span class="meaning">${isolated(of.beside)}</span>`;
}

function text(value: string, code = false): Html {
  return code ? html`<code>${isolated(value)}</code>` : isolated(value);
}
