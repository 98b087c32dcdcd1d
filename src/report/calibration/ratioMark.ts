import type { Estimate } from '../../evaluation/evaluation.ts';
import { missing, percent } from '../../text/format.ts';
import { type Html, html } from '../html.ts';

/** Right end of the scale; what lies beyond is drawn at it. */
const most = 2;
const width = 120;

/** Conversions that came as a share of those expected: in figures, and as a dot with its interval beside the line of 100%. */
export function ratioCell({ value, low, high }: Estimate): Html | string {
  if (Number.isNaN(value)) return missing;
  const isBounded = !Number.isNaN(low) && !Number.isNaN(high);
  return html`<span class="ratio">${mark(value, isBounded ? { low, high } : null)}<span><strong>${percent(value, 0)}</strong>${isBounded && html`<span class="meaning">${percent(low, 0)} to ${percent(high, 0)}</span>`}</span></span>`;
}

function mark(value: number, interval: { readonly low: number; readonly high: number } | null): Html {
  const x = (ratio: number) => ((Math.min(ratio, most) / most) * width).toFixed(1);
  const off = interval !== null && (interval.low > 1 || interval.high < 1);
  return html`<svg class="ratio-mark ${off && 'off'}" viewBox="-5 0 ${width + 10} 20" aria-hidden="true"><line class="right" x1="${x(1)}" x2="${x(1)}" y1="0" y2="20"/>${interval && html`<line class="range" x1="${x(interval.low)}" x2="${x(interval.high)}" y1="10" y2="10"/>`}<circle cx="${x(value)}" cy="10" r="4"/></svg>`;
}
