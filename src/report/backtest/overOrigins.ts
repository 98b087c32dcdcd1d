import { day } from '../../text/format.ts';
import type { Figure } from '../calibration/figure.ts';
import { axis, frame, hover, hoverText } from '../calibration/plot.ts';

/** One value per origin, with its interval where it has one. */
export interface Series {
  readonly name: string;
  readonly values: readonly { readonly value: number; readonly low?: number; readonly high?: number }[];
  readonly say: (value: number) => string;
  /** Drawn as dots with whiskers, or as a line. */
  readonly form: 'dots' | 'line';
}

/** A chart of series over the origins, dates across. */
export function overOrigins(
  dates: readonly string[],
  series: readonly Series[],
  of: Omit<Figure, 'plot'> & { readonly unit: string; readonly axis?: Readonly<Record<string, unknown>> },
): Figure {
  const { unit, axis: options = {}, ...figure } = of;
  return {
    ...figure,
    plot: {
      data: series.map((one) => traceOf(dates, one)),
      layout: frame(340, {
        xaxis: axis('Past date (origin)', { type: 'date', tickformat: '%-d %b %Y', nticks: 5 }),
        yaxis: axis(unit, options),
      }),
    },
  };
}

function traceOf(dates: readonly string[], { name, values, say, form }: Series) {
  const color = form === 'line' ? '@accent' : '@second';
  const isBounded = values.some(({ low }) => low !== undefined);
  return {
    type: 'scatter',
    mode: form === 'line' ? 'lines+markers' : 'markers',
    name,
    x: dates,
    y: values.map(({ value }) => plain(value)),
    ...(isBounded
      ? {
          error_y: {
            type: 'data',
            symmetric: false,
            array: values.map(({ value, high = value }) => plain(high - value)),
            arrayminus: values.map(({ value, low = value }) => plain(value - low)),
            color,
            thickness: 1.5,
            width: 4,
          },
        }
      : {}),
    customdata: values.map(({ value, low, high }, i) =>
      hoverText([
        day(dates[i]!),
        `${name} ${say(value)}${low === undefined || high === undefined ? '' : ` (${say(low)} to ${say(high)})`}`,
      ]),
    ),
    marker: { size: 9, color, symbol: form === 'line' ? 'diamond' : 'circle' },
    line: { color, width: 2.5 },
    ...hover,
  };
}

/** What is not a number has no place in a chart. */
function plain(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
