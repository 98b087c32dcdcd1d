import type { Tier } from '../../ranking/ranking.ts';
import { type Html, html } from '../html.ts';

/** The tier's letter in its colour. */
export function pill(tier: Tier): Html {
  return html`<span class="pill tier-${tier.toLowerCase()}"><span class="unseen">Tier </span>${tier}</span>`;
}
