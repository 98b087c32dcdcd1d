import { type Html, html } from '../html.ts';

/** A bar as long as `value` is of `most`; decoration beside the number it repeats. Its width cannot be styled inline. */
export function bar(value: number, most: number): Html | null {
  if (!Number.isFinite(value) || !(most > 0)) return null;
  const width = Math.max(0, Math.min(100, (value / most) * 100)).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-back" width="100" height="6"/><rect class="bar-front" width="${width}" height="6"/></svg>`;
}
