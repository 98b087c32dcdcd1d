import { type Html, type HtmlValue, html } from './html.ts';

export interface DataTable {
  /** Says what the table holds; read out, and shown above it unless hidden. */
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly { readonly label: HtmlValue; readonly number?: boolean }[];
  /** One value per column; the first names the row. */
  readonly rows: readonly (readonly HtmlValue[])[];
  readonly footer?: readonly HtmlValue[];
}

/** A table in a container of its own that scrolls sideways, by keyboard too, so that the page never does. */
export function dataTable({ caption, captionHidden, columns, rows, footer }: DataTable): Html {
  const row = (values: readonly HtmlValue[]) =>
    html`<tr>${values.map((value, i) =>
      i === 0
        ? html`<th scope="row">${value}</th>`
        : html`<td class="${columns[i]?.number ? 'number' : 'text'}">${value}</td>`,
    )}</tr>\n`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption class="${captionHidden ? 'unseen' : 'shown'}"><span>${caption}</span></caption>
<thead><tr>${columns.map(({ label, number }) => html`<th scope="col" class="${number ? 'number' : 'text'}">${label}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>
${footer && html`<tfoot>${row(footer)}</tfoot>`}
</table></div>`;
}
