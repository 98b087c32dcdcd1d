import { day } from '../../text/format.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';

/** The sides of the split along time, to scale; null where the dates do not say. */
export function timeline({ sides, horizonDays }: CalibrationReportData): Html | null {
  const spans = sides.map(({ side, from, to }) => ({ side, from: Date.parse(from), to: Date.parse(to) }));
  const horizon = horizonDays * 86_400_000;
  const start = Math.min(...spans.map(({ from }) => from));
  const end = Math.max(...spans.map(({ to }) => to)) + horizon;
  if (!(end > start)) return null;
  const at = (time: number) => (((time - start) / (end - start)) * 1000).toFixed(1);
  const width = (from: number, to: number) => Math.max(3, ((to - from) / (end - start)) * 1000).toFixed(1);
  const told = sides.map(({ side, from, to }) => `${side} ${day(from)} to ${day(to)}`).join(', ');
  return html`<svg class="timeline" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label="Timeline of the as-of dates: ${told}; each followed by its horizon.">
${spans.map(
  ({ side, from, to }, i) =>
    html`<rect class="horizon ${side}" x="${at(from)}" y="${i * 14}" width="${width(from, to + horizon)}" height="10"/><rect class="span ${side}" x="${at(from)}" y="${i * 14}" width="${width(from, to)}" height="10"/>`,
)}</svg>`;
}
