import { decimal, integer, missing } from '../../text/format.ts';
import { strongestFirst } from '../../training/strongestFirst.ts';
import type { FeatureStrength } from '../../training/trainingResult.ts';
import type { DataTable } from '../dataTable.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText, plotText, shortened } from './plot.ts';
import { type Measure, ownMeasure, permutationMeasure } from './strengthMeasures.ts';

const shown = 20;
const rowHeight = 38;
/** Characters that fit above a bar: in a window, and in a narrow one. */
const labelLength = { wide: 84, narrow: 40 };

interface Bar {
  readonly feature: string;
  readonly sentence: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the model goes by most; null where it goes by nothing. */
export function strengthsFigure(data: CalibrationReportData): Figure | null {
  const all = strongestFirst(data.strengths);
  const measures = [permutationMeasure(data), ownMeasure(data)].filter((one) => one !== undefined);
  const measure = measures.find((one) => barsOf(all, one).length > 0);
  if (!measure) return null;
  const top = barsOf(all, measure).slice(0, shown);
  return {
    id: 'strengths',
    title: top.length < all.length ? `The ${integer(top.length)} strongest features` : 'The features by strength',
    caption: `The longer the bar, ${measure.meaning}; lengths compare within this model only. A strong feature is one the model goes by, not a cause.`,
    alternative: `Bar chart of ${integer(top.length)} features. Strongest: ${top
      .slice(0, 3)
      .map(({ sentence, value }) => `${sentence} (${measure.show(value)})`)
      .join('; ')}.`,
    plot: {
      data: [barTrace(top, measure)],
      layout: frame(top.length * rowHeight + 60, {
        showlegend: false,
        xaxis: axis(measure.name, {
          rangemode: 'tozero',
          nticks: 5,
          ...(measure.tickformat && { tickformat: measure.tickformat }),
        }),
        yaxis: axis('', { showticklabels: false, showgrid: false, range: [top.length - 0.6, -0.85] }),
        annotations: labels(top, labelLength.wide),
      }),
      narrow: { annotations: labels(top, labelLength.narrow) },
    },
    table: strengthTable(data, all),
  };
}

function barsOf(strengths: readonly FeatureStrength[], measure: Measure): readonly Bar[] {
  return strengths.flatMap((strength) => {
    const value = measure.of(strength);
    if (value === undefined || !(value > 0)) return [];
    const { low, high } = measure.interval?.(strength) ?? { low: Number.NaN, high: Number.NaN };
    return [{ feature: strength.feature, sentence: strength.sentence, value, low, high }];
  });
}

function barTrace(bars: readonly Bar[], { name, show }: Measure) {
  const whiskers = bars.some(({ low, high }) => low < high);
  return {
    type: 'bar',
    orientation: 'h',
    x: bars.map(({ value }) => value),
    y: bars.map((_, i) => i),
    width: 0.3,
    customdata: bars.map(({ feature, sentence, value, low, high }) =>
      hoverText([sentence, feature, `${name} ${show(value)}${low < high ? ` (${show(low)} to ${show(high)})` : ''}`]),
    ),
    marker: { color: '@accent' },
    ...(whiskers && {
      error_x: {
        type: 'data',
        symmetric: false,
        array: bars.map(({ value, high }) => (high >= value ? high - value : 0)),
        arrayminus: bars.map(({ value, low }) => (low <= value ? value - low : 0)),
        color: '@ink',
        thickness: 1.5,
        width: 4,
      },
    }),
    ...hover,
  };
}

function strengthTable(data: CalibrationReportData, all: readonly FeatureStrength[]): Omit<DataTable, 'caption'> {
  const own = ownMeasure(data);
  const column = (value: number | undefined, show: (value: number) => string) =>
    value === undefined ? missing : show(value);
  const measured = all.some(({ contribution }) => contribution !== undefined);
  return {
    columns: [
      { label: 'Feature' },
      { label: 'Meaning' },
      ...(measured
        ? [
            { label: 'Shuffled: rise of the log loss', number: true },
            { label: 'Interval', number: true },
            { label: 'Shuffled: fall of the ROC AUC', number: true },
            { label: 'Mean |SHAP|', number: true },
          ]
        : []),
      { label: own.name, number: true },
    ],
    rows: all.map((strength) => {
      const { feature, sentence, permutation, contribution } = strength;
      return [
        html`<code><bdi>${feature}</bdi></code>`,
        html`<bdi>${sentence}</bdi>`,
        ...(measured
          ? [
              column(permutation?.logLoss.value, (value) => decimal(value, 5)),
              permutation
                ? `${decimal(permutation.logLoss.low, 5)} to ${decimal(permutation.logLoss.high, 5)}`
                : missing,
              permutation ? `${decimal(permutation.rocAuc, 4)} ± ${decimal(permutation.rocAucDeviation, 4)}` : missing,
              column(contribution, (value) => decimal(value, 3)),
            ]
          : []),
        column(own.of(strength), own.show),
      ];
    }),
  };
}

function labels(bars: readonly Bar[], length: number) {
  return bars.map(({ sentence }, i) => ({
    text: plotText(shortened(sentence, length)),
    x: 0,
    y: i - 0.4,
    xanchor: 'left',
    yanchor: 'middle',
    showarrow: false,
    font: { size: 12.5, color: '@ink' },
  }));
}
