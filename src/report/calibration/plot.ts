import { printable } from '../printable.ts';

/**
 * A chart as plotly.js takes it. Colours are names of the style sheet with an `@` before (`@accent` is `--accent`), which
 * the page's script looks up, so that a chart follows the light, the dark and the printed page.
 */
export interface Plot {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** What of the layout differs in a narrow window. */
  readonly narrow?: Readonly<Record<string, unknown>>;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text for a label, tick or hover: plotly.js reads these as a small dialect of HTML, with links but without `&quot;`. */
export function plotText(text: string): string {
  return printable(text).replace(/[&<>]/g, (character) => entities[character]!);
}

/** Lines of a hover, each cut to what a window holds. */
export function hoverText(lines: readonly string[]): string {
  return lines.map((line) => plotText(shortened(line, 100))).join('<br>');
}

/** At most `length` characters, counted by code points so that none is halved. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/** What every trace has: a hover that shows its `customdata` and nothing else. */
export const hover = { hovertemplate: '%{customdata}<extra></extra>' };

/** An axis in the report's style; pinned, so that scrolling over a chart scrolls the page. */
export function axis(title: string, options: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    title: { text: plotText(title), font: { size: 13, color: '@muted' }, standoff: 8 },
    tickfont: { size: 12, color: '@muted' },
    gridcolor: '@line',
    linecolor: '@edge',
    zeroline: false,
    fixedrange: true,
    automargin: true,
    ticklabelstandoff: 4,
    ...options,
  };
}

/** A chart's frame, `height` in pixels; its width is the page's. */
export function frame(height: number, options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    height,
    margin: { l: 8, r: 24, t: 8, b: 8 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { color: '@ink', size: 13 },
    dragmode: false,
    hovermode: 'closest',
    hoverlabel: { bgcolor: '@surface', bordercolor: '@edge', font: { color: '@ink', size: 13 }, align: 'left' },
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom', font: { size: 13, color: '@ink' } },
    ...options,
  };
}
