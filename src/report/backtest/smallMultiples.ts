import type { BacktestOrigin } from '../backtestData.ts';
import type { Figure } from '../calibration/figure.ts';
import { axis, frame, hover, hoverText, plotText } from '../calibration/plot.ts';
import { counted, day, integer, percent } from '../format.ts';

const columns = 4;
const rowHeight = 190;

/** The reliability diagram of every origin, to one scale. */
export function smallMultiples(origins: readonly BacktestOrigin[]): Figure {
  const bins = origins.flatMap(({ evaluation }) => evaluation.reliability);
  const most = Math.min(1, 1.05 * bins.reduce((best, bin) => Math.max(best, bin.meanPredicted, bin.observed), 0)) || 1;
  const lines = Math.ceil(origins.length / columns);
  const within = bins.filter(({ low, high, meanPredicted }) => low <= meanPredicted && meanPredicted <= high).length;
  const axes = origins.map((_, i) => (i === 0 ? '' : String(i + 1)));
  return {
    id: 'reliability-by-origin',
    title: 'Said against happened, origin by origin',
    caption: `Each small chart is the reliability diagram of one origin, all to one scale; the dotted line is what was said. ${integer(within)} of ${integer(bins.length)} dots have a 95% Wilson interval that reaches it.`,
    alternative: `${counted(origins.length, 'small reliability diagram')}. In ${integer(within)} of ${integer(bins.length)} bins the interval of what happened contains what was said.`,
    plot: {
      data: origins.flatMap(({ asOf, evaluation }, i) => [
        { ...diagonal(most), xaxis: `x${axes[i]}`, yaxis: `y${axes[i]}` },
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: day(asOf),
          showlegend: false,
          x: evaluation.reliability.map((bin) => bin.meanPredicted),
          y: evaluation.reliability.map((bin) => bin.observed),
          customdata: evaluation.reliability.map((bin) =>
            hoverText([
              day(asOf),
              `Said ${percent(bin.meanPredicted, 2)}`,
              `Happened ${percent(bin.observed, 2)} (${percent(bin.low, 2)} to ${percent(bin.high, 2)})`,
              `${integer(bin.rows)} rows`,
            ]),
          ),
          marker: { size: 6, color: '@accent' },
          line: { color: '@accent', width: 1.5 },
          xaxis: `x${axes[i]}`,
          yaxis: `y${axes[i]}`,
          ...hover,
        },
      ]),
      layout: frame(lines * rowHeight + 40, {
        grid: {
          rows: lines,
          columns: Math.min(columns, origins.length),
          pattern: 'independent',
          ygap: 0.35,
          xgap: 0.2,
        },
        ...Object.fromEntries(
          axes.flatMap((number, i) => {
            const options = { range: [0, most], tickformat: '.2~%', nticks: 3 };
            return [
              [`xaxis${number}`, axis(day(origins[i]!.asOf), options)],
              [`yaxis${number}`, axis('', options)],
            ];
          }),
        ),
      }),
    },
    table: {
      columns: [
        { label: 'Origin' },
        { label: 'Bin', number: true },
        { label: 'Rows', number: true },
        { label: 'Said', number: true },
        { label: 'Happened', number: true },
        { label: 'Interval', number: true },
      ],
      rows: origins.flatMap(({ asOf, evaluation }) =>
        evaluation.reliability.map((bin, i) => [
          day(asOf),
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
