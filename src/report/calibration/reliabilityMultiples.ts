import type { ReliabilityBin } from '../../evaluation/evaluation.ts';
import { integer, percent } from '../../text/format.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText, plotText } from './plot.ts';

const columns = { wide: 4, narrow: 2 };
const rowHeight = 190;

/** One small diagram. */
export interface SmallReliability {
  /** What it is of, such as a day; its label too. */
  readonly name: string;
  readonly bins: readonly ReliabilityBin[];
}

/** Small reliability diagrams side by side, all to one scale, each dot with its interval. @param first head of the column of names. */
export function reliabilityMultiples(
  parts: readonly SmallReliability[],
  { first, ...texts }: Pick<Figure, 'id' | 'title' | 'caption' | 'alternative'> & { readonly first: string },
): Figure {
  const bins = parts.flatMap((part) => part.bins);
  const most = scaleOf(bins);
  const axes = parts.map((_, i) => (i === 0 ? '' : String(i + 1)));
  const layout = frame(heightOf(parts.length, columns.wide), {
    grid: gridOf(parts.length, columns.wide),
    ...Object.fromEntries(
      axes.flatMap((number, i) => {
        const options = { range: [0, most], tickformat: '.2~%', nticks: 3 };
        return [
          [`xaxis${number}`, axis(parts[i]!.name, options)],
          [`yaxis${number}`, axis('', options)],
        ];
      }),
    ),
  });
  return {
    ...texts,
    plot: {
      data: parts.flatMap((part, i) => {
        const on = { xaxis: `x${axes[i]}`, yaxis: `y${axes[i]}` };
        return [
          { ...diagonal(most), ...on },
          { ...dots(part), ...on },
        ];
      }),
      layout,
      narrow: {
        height: heightOf(parts.length, columns.narrow),
        grid: gridOf(parts.length, columns.narrow),
      },
    },
    table: {
      columns: [
        { label: first },
        { label: 'Bin', number: true },
        { label: 'Rows', number: true },
        { label: 'Expected', number: true },
        { label: 'Observed', number: true },
        { label: 'Interval', number: true },
      ],
      rows: parts.flatMap(({ name, bins }) =>
        bins.map((bin, i) => [
          name,
          integer(i + 1),
          integer(bin.rows),
          percent(bin.meanPredicted, 2),
          percent(bin.observed, 2),
          `${percent(bin.low, 2)} to ${percent(bin.high, 2)}`,
        ]),
      ),
    },
  };
}

/** How many bins have an interval that contains the expected share. */
export function binsWithin(bins: readonly ReliabilityBin[]): number {
  return bins.filter(({ low, high, meanPredicted }) => low <= meanPredicted && meanPredicted <= high).length;
}

/** Room for every dot and, as far as they do not dwarf the dots, for the whiskers. */
function scaleOf(bins: readonly ReliabilityBin[]): number {
  const dots = bins.reduce((best, bin) => Math.max(best, bin.meanPredicted, bin.observed), 0);
  const whiskers = bins.reduce((best, bin) => Math.max(best, bin.high), 0);
  return Math.min(1, 1.05 * Math.min(Math.max(dots, whiskers), 1.5 * dots)) || 1;
}

function heightOf(parts: number, across: number): number {
  return Math.ceil(parts / across) * rowHeight + 40;
}

function gridOf(parts: number, across: number) {
  return {
    rows: Math.ceil(parts / across),
    columns: Math.min(across, parts),
    pattern: 'independent',
    ygap: 0.35,
    xgap: 0.2,
  };
}

function dots({ name, bins }: SmallReliability) {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: plotText(name),
    showlegend: false,
    x: bins.map((bin) => bin.meanPredicted),
    y: bins.map((bin) => bin.observed),
    error_y: {
      type: 'data',
      symmetric: false,
      array: bins.map((bin) => bin.high - bin.observed),
      arrayminus: bins.map((bin) => bin.observed - bin.low),
      color: '@accent',
      thickness: 1,
      width: 2,
    },
    customdata: bins.map((bin) =>
      hoverText([
        name,
        `Said ${percent(bin.meanPredicted, 2)}`,
        `Happened ${percent(bin.observed, 2)} (${percent(bin.low, 2)} to ${percent(bin.high, 2)})`,
        `${integer(bin.rows)} rows`,
      ]),
    ),
    marker: { size: 6, color: '@accent' },
    line: { color: '@accent', width: 1.5 },
    ...hover,
  };
}

function diagonal(most: number) {
  return {
    type: 'scatter',
    mode: 'lines',
    name: plotText('As said'),
    showlegend: false,
    x: [0, most],
    y: [0, most],
    hoverinfo: 'skip',
    line: { color: '@edge', width: 1.5, dash: 'dot' },
  };
}
