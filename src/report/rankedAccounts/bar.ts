import { type Html, html } from '../html.ts';

/** A bar as long as `value` is of `most`; decoration beside the number it repeats. Its width cannot be styled inline. */
export function bar(value: number, most: number): Html | null {
  if (!Number.isFinite(value) || !(most > 0)) return null;
  const width = Math.max(0, Math.min(100, (value / most) * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="6"/></svg>`;
}
