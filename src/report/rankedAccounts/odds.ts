import { chanceText, probabilityText } from '../../text/format.ts';
import { type Html, html } from '../html.ts';

/** A bar as long as `value` is of `most`; decoration beside the number it repeats. Its width cannot be styled inline. */
function bar(value: number, most: number): Html | null {
  if (!Number.isFinite(value) || !(most > 0)) return null;
  const width = Math.max(0, Math.min(100, (value / most) * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg>`;
}

/** A probability as a chance, as per cent and as a bar. @param most probability that fills the bar. */
export function odds(probability: number, most: number): Html {
  return html`<strong class="chance">${chanceText(probability)}</strong><span class="percent">${probabilityText(probability)}</span>${bar(probability, most)}`;
}
