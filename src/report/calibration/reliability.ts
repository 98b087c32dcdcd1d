import type { Evaluation, ReliabilityBin } from '../../evaluation/evaluation.ts';
import type { CalibrationVerdict } from '../../notice/calibrationVerdict.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { joined } from '../../wording/listed.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText } from './plot.ts';

interface ReliabilityInput {
  readonly id: string;
  readonly title: string;
  /** What a row is, such as `contact`. */
  readonly noun: string;
  readonly after: Evaluation;
  readonly before?: Evaluation;
  /** What lies between the two; by default the calibration. */
  readonly change?: 'calibration' | 'correction';
  /** The best of the list, k by k, which lie close together in the last bin. */
  readonly top?: CalibrationVerdict['top'];
}

/** Predicted against observed, bin by bin, above how many rows were given which probability. */
export function reliabilityFigure({
  id,
  title,
  noun,
  after,
  before,
  change = 'calibration',
  top = [],
}: ReliabilityInput): Figure {
  const bins = after.reliability;
  const best = top.map(bestBin);
  const most = 1.05 * Math.max(highest([...bins, ...best, ...(before?.reliability ?? [])]), lastGiven(after));
  const range = [-0.015 * most, most];
  const within = bins.filter((bin) => bin.low <= bin.meanPredicted && bin.meanPredicted <= bin.high).length;
  return {
    id,
    title,
    caption: `Rows are put into ${integer(bins.length)} bins of about equal size by their probability. Each dot compares the expected share (across) with the observed share (up); its whisker is the ${percent(after.level, 0)} Wilson interval, which takes rows as independent. On the diagonal expected equals observed: ${integer(within)} of ${integer(bins.length)} whiskers reach it.${before ? ` Hollow diamonds are the same before ${change}.` : ''}${best.length > 0 ? ` Squares are ${bestNames(top)}, which the last bin holds too, with the ${percent(after.level, 0)} interval of the verdict above.` : ''} Below, how sharp it is: rows by the probability they were given, on a logarithmic scale, up to the highest.${sharpness(after)}`,
    alternative: `Reliability diagram of ${integer(after.rows)} ${noun} rows in ${integer(bins.length)} bins. Predicted means run from ${percent(bins[0]?.meanPredicted ?? Number.NaN, 1)} to ${percent(bins.at(-1)?.meanPredicted ?? Number.NaN, 1)}; the intervals of ${integer(within)} bins contain the predicted mean.`,
    plot: {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          name: 'As predicted',
          x: [0, most],
          y: [0, most],
          hoverinfo: 'skip',
          line: { color: '@edge', width: 1.5, dash: 'dot' },
        },
        ...(before ? [beforeTrace(before, `Before ${change}`)] : []),
        afterTrace(after, before ? `After ${change}` : 'Observed'),
        ...(best.length > 0 ? [topTrace(best, top)] : []),
        histogramTrace(after, noun),
      ],
      layout: frame(520, {
        xaxis: axis('Predicted probability', { range, tickformat: '.2~%', anchor: 'y2' }),
        yaxis: axis('Observed share', { range, tickformat: '.2~%', domain: [0.3, 1] }),
        yaxis2: axis('Rows', { domain: [0, 0.2], type: 'log', nticks: 4, rangemode: 'tozero', dtick: 1 }),
        bargap: 0.06,
      }),
    },
    table: {
      columns: [
        { label: 'Bin' },
        { label: 'Rows', number: true },
        { label: 'Predicted', number: true },
        { label: 'Observed', number: true },
        { label: 'Interval', number: true },
        ...(before
          ? [
              { label: 'Before: predicted', number: true },
              { label: 'Before: observed', number: true },
            ]
          : []),
      ],
      rows: [...bins, ...best].map((bin, i) => [
        i < bins.length ? integer(i + 1) : `best ${integer(bin.rows)}`,
        integer(bin.rows),
        percent(bin.meanPredicted, 2),
        percent(bin.observed, 2),
        `${percent(bin.low, 2)} to ${percent(bin.high, 2)}`,
        ...(before
          ? [
              percent(before.reliability[i]?.meanPredicted ?? Number.NaN, 2),
              percent(before.reliability[i]?.observed ?? Number.NaN, 2),
            ]
          : []),
      ]),
    },
  };
}

/** How far the probabilities lie from the base rate, which nobody needs a model to give; empty where that says nothing. */
function sharpness({ histogram, rows, positives }: Evaluation): string {
  const rate = positives / rows;
  const bins = histogram.length;
  // Ends of whole bins next to half and twice the base rate.
  const low = Math.floor((rate / 2) * bins);
  const high = Math.ceil(2 * rate * bins);
  if (!(rate > 0) || high >= bins) return '';
  const share = (from: number, to?: number) =>
    percent(histogram.slice(from, to).reduce((sum, count) => sum + count, 0) / rows, 0);
  const below = low > 0 ? `${share(0, low)} were given less than ${percent(low / bins, 0)} and ` : '';
  return ` Of all rows, ${below}${share(high)} were given ${percent(high / bins, 0)} or more, where ${percent(rate, 1)} converted.`;
}

function highest(bins: readonly ReliabilityBin[]): number {
  const most = bins.reduce((best, bin) => Math.max(best, bin.meanPredicted || 0, bin.observed || 0, bin.high || 0), 0);
  return most > 0 ? Math.min(most, 1) : 1;
}

/** Upper end of the highest probabilities that were given. */
function lastGiven({ histogram }: Evaluation): number {
  return (histogram.findLastIndex((count) => count > 0) + 1) / histogram.length;
}

/** The best k as a bin: what they were given on average, and what came. */
function bestBin({ k, positives, expected, level: { low, high } }: CalibrationVerdict['top'][number]): ReliabilityBin {
  const mean = expected / k;
  return {
    ...{ rows: k, meanPredicted: mean, observed: positives / k },
    ...{ low: Math.min(1, low * mean), high: Math.min(1, high * mean) },
  };
}

function bestNames(top: CalibrationVerdict['top']): string {
  return `the best ${joined(top.map(({ k }) => integer(k)))} rows`;
}

function topTrace(bins: readonly ReliabilityBin[], top: CalibrationVerdict['top']) {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'The best of the list',
    x: bins.map((bin) => bin.meanPredicted),
    y: bins.map((bin) => bin.observed),
    error_y: {
      type: 'data',
      symmetric: false,
      array: bins.map((bin) => bin.high - bin.observed),
      arrayminus: bins.map((bin) => bin.observed - bin.low),
      color: '@second',
      thickness: 1.5,
      width: 4,
    },
    customdata: bins.map((bin, i) => hoverText([`Best ${integer(top[i]!.k)}`, ...said(bin)])),
    marker: { symbol: 'square', size: 9, color: '@second' },
    cliponaxis: false,
    ...hover,
  };
}

function beforeTrace({ reliability }: Evaluation, name: string) {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: reliability.map((bin) => bin.meanPredicted),
    y: reliability.map((bin) => bin.observed),
    customdata: reliability.map((bin) => hoverText([name, ...said(bin)])),
    marker: { symbol: 'diamond-open', size: 9, color: '@second', line: { width: 1.5, color: '@second' } },
    line: { color: '@second', width: 1, dash: 'dash' },
    ...hover,
  };
}

function afterTrace({ reliability }: Evaluation, name: string) {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: reliability.map((bin) => bin.meanPredicted),
    y: reliability.map((bin) => bin.observed),
    error_y: {
      type: 'data',
      symmetric: false,
      array: reliability.map((bin) => bin.high - bin.observed),
      arrayminus: reliability.map((bin) => bin.observed - bin.low),
      color: '@accent',
      thickness: 1.5,
      width: 4,
    },
    customdata: reliability.map((bin) => hoverText([name, ...said(bin)])),
    marker: { size: 9, color: '@accent' },
    line: { color: '@accent', width: 1.5 },
    cliponaxis: false,
    ...hover,
  };
}

function said(bin: ReliabilityBin): string[] {
  return [
    `Predicted ${percent(bin.meanPredicted, 2)}`,
    `Observed ${percent(bin.observed, 2)} (${percent(bin.low, 2)} to ${percent(bin.high, 2)})`,
    `${integer(bin.rows)} rows`,
  ];
}

function histogramTrace({ histogram }: Evaluation, noun: string) {
  const width = 1 / histogram.length;
  return {
    type: 'bar',
    name: 'Rows',
    showlegend: false,
    x: histogram.map((_, i) => (i + 0.5) * width),
    // A bin of nothing has no place on a logarithmic scale.
    y: histogram.map((count) => (count > 0 ? count : null)),
    width,
    customdata: histogram.map((count, i) =>
      hoverText([
        `${integer(count)} ${noun} rows`,
        `given ${decimal(i * width * 100, 0)}% to ${decimal((i + 1) * width * 100, 0)}%`,
      ]),
    ),
    yaxis: 'y2',
    marker: { color: '@accent', opacity: 0.55 },
    ...hover,
  };
}
