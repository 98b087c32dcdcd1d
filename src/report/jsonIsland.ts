import { type Html, html, trusted } from './html.ts';

/**
 * Data for the page's script, as JSON that no parser of HTML can mistake for markup.
 *
 * Numbers that are not finite become null.
 *
 * @param id of the element, by which the script finds it.
 */
export function jsonIsland(id: string, value: unknown): Html {
  const json = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return html`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
