import { type DataTable, dataTable } from '../dataTable.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { Plot } from './plot.ts';

export interface Figure {
  readonly id: string;
  readonly title: string;
  /** What one sees and how to read it. */
  readonly caption: HtmlValue;
  /** The message of the figure for those who do not see it. */
  readonly alternative: string;
  readonly plot: Plot;
  readonly table: Omit<DataTable, 'caption'>;
}

/** A chart with its caption and the numbers it shows. */
export function figureHtml({ id, title, caption, alternative, table }: Figure): Html {
  return html`<figure aria-labelledby="${id}-title">
<h3 id="${id}-title">${title}</h3>
<div class="plot with-script" role="img" aria-label="${alternative}" data-figure="${id}"></div>
<p class="plain without-script">The figure is drawn by a script, which is switched off here; its numbers follow.</p>
<figcaption>${caption}</figcaption>
<details><summary>The numbers<span class="unseen"> of: ${title}</span></summary>
${dataTable({ caption: `Numbers of: ${title}`, captionHidden: true, ...table })}</details>
</figure>`;
}
