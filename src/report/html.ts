import { printable } from './printable.ts';

/** Markup that is safe to send: only {@link html} and {@link trusted} make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template may hold: text is escaped, markup is not, nothing (null, undefined, false) leaves nothing. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character]!);
}

/**
 * Markup from a template; every value that is not markup itself is escaped.
 *
 * @throws TypeError when a value stands in an attribute without quotes, where no escaping would help.
 * @example html`<p title="${name}">${name}</p>`
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let text = strings[0]!;
  for (let i = 0; i < values.length; i++) {
    if (/=\s*$/.test(strings[i]!)) throw new TypeError(`attribute without quotes after: ${strings[i]!.slice(-40)}`);
    text += render(values[i]) + strings[i + 1]!;
  }
  return new Html(text);
}

/** Markup, script or style that this program wrote itself; never anything from the data. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** A name of unknown script and direction, kept from reordering what stands around it. */
export function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}
