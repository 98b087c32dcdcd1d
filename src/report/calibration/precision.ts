import { decimal, integer, percent, times } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { metricHead } from '../../wording/metricText.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText } from './plot.ts';

const powers = [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
const between = powers.flatMap((power) => [power, 2 * power, 5 * power]);

/** Share that converts among the best k, over k, with the mark of the capacity; null from models that were not asked. */
export function precisionFigure(data: CalibrationReportData, { test }: CandidateResult): Figure | null {
  const { bestRows = [], threshold } = data;
  if (bestRows.length === 0) return null;
  const baseRate = test.positives / test.rows;
  const confusion = threshold?.confusion;
  const taken = confusion ? confusion.truePositives + confusion.falsePositives : 0;
  const at = bestRows.find(({ k }) => k === taken) ?? bestRows[0]!;
  const top = Math.max(...bestRows.map(({ precision }) => precision.high || precision.value || 0));
  const x = axis('The best … rows', { type: 'log', tickformat: ',d' });
  const level = percent(test.level, 0);
  return {
    id: 'precision',
    title: 'How many of the best convert',
    caption: `Line: the share that converts among the best so many test rows, on a logarithmic scale; band: its ${level} interval, drawn by whole units. The dotted line is the base rate, ${percent(baseRate, 2)}: what rows taken at random would bring.${taken > 0 ? ` The upright line marks tier A, ${integer(taken)} rows.` : ''} At the far left there are few rows, so the curve varies much by chance.`,
    alternative: `Line chart. Of the best ${integer(at.k)} rows ${percent(at.precision.value, 1)} convert (${percent(at.precision.low, 1)} to ${percent(at.precision.high, 1)}); of all, ${percent(baseRate, 1)}.`,
    plot: {
      data: [
        edge(bestRows.map(({ k, precision }) => [k, precision.low])),
        {
          ...edge(bestRows.map(({ k, precision }) => [k, precision.high])),
          fill: 'tonexty',
          fillcolor: '@accent-soft',
        },
        {
          type: 'scatter',
          mode: 'lines',
          name: 'Converts',
          x: bestRows.map(({ k }) => k),
          y: bestRows.map(({ precision }) => precision.value),
          customdata: bestRows.map(({ k, precision: { value, low, high } }) =>
            hoverText([
              `The best ${integer(k)} rows`,
              `${percent(value, 1)} convert (${percent(low, 1)} to ${percent(high, 1)})`,
              `${decimal(value * k, 0)} of ${integer(test.positives)} conversions, ${times(value / baseRate)} chance`,
            ]),
          ),
          line: { color: '@accent', width: 3 },
          ...hover,
        },
        upright('Base rate', [bestRows[0]!.k, test.rows], [baseRate, baseRate], { color: '@edge', dash: 'dot' }),
        ...(taken > 0 ? [upright('Tier A', [taken, taken], [0, top], { color: '@second', dash: 'dash' })] : []),
      ],
      layout: frame(380, {
        xaxis: { ...x, tickvals: between },
        yaxis: axis('Share that converts', { tickformat: '.0%', rangemode: 'tozero' }),
      }),
      narrow: { xaxis: { ...x, tickvals: powers } },
    },
    table: {
      columns: [
        { label: 'The best … rows' },
        { label: 'Found', number: true },
        { label: 'Interval', number: true },
        { label: 'Of all conversions', number: true },
        { label: metricHead('precision'), number: true },
        { label: 'Interval', number: true },
        { label: metricHead('lift'), number: true },
      ],
      rows: bestRows.map(({ k, precision: { value, low, high } }) => [
        integer(k),
        decimal(value * k, 0),
        `${decimal(low * k, 0)} to ${decimal(high * k, 0)}`,
        percent((value * k) / test.positives, 1),
        percent(value, 1),
        `${percent(low, 1)} to ${percent(high, 1)}`,
        times(value / baseRate),
      ]),
    },
  };
}

function edge(points: readonly (readonly [number, number])[]) {
  const known = points.filter(([, y]) => !Number.isNaN(y));
  return {
    type: 'scatter',
    mode: 'lines',
    showlegend: false,
    hoverinfo: 'skip',
    x: known.map(([k]) => k),
    y: known.map(([, y]) => y),
    line: { color: '@accent', width: 0 },
  };
}

function upright(
  name: string,
  x: readonly number[],
  y: readonly number[],
  line: { readonly color: string; readonly dash: string },
) {
  return { type: 'scatter', mode: 'lines', name, x, y, hoverinfo: 'skip', line: { ...line, width: 1.5 } };
}
