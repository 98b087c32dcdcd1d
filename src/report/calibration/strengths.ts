import { decimal, integer, percent } from '../format.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText, plotText, shortened } from './plot.ts';

const shown = 20;
const rowHeight = 38;
/** Characters that fit above a bar: in a window, and in a narrow one. */
const labelLength = { wide: 84, narrow: 40 };

/** What the strength of a feature is in a family of models, and how it is said. */
interface Measure {
  readonly name: string;
  /** Continues "The longer the bar, …". */
  readonly meaning: string;
  readonly show: (strength: number) => string;
  /** How a tick of the axis is written, in d3-format. */
  readonly tickformat?: string;
}

const inLogOdds: Measure = {
  name: 'Strength',
  meaning: 'the further a feature moves the log-odds of a training row, on average',
  show: (strength) => decimal(strength, 3),
};

const inGain: Measure = {
  name: 'Share of the gain',
  meaning:
    'the more the splits on a feature improved the trees while they were grown, as a share of what all splits brought',
  show: (strength) => percent(strength, 1),
  tickformat: '.0%',
};

/** What the model goes by most; null where it goes by nothing. */
export function strengthsFigure(data: CalibrationReportData): Figure | null {
  const measure = data.family === 'boosting' ? inGain : inLogOdds;
  const all = scaled(data).toSorted((a, b) => b.strength - a.strength);
  const top = all.filter(({ strength }) => strength > 0).slice(0, shown);
  if (top.length === 0) return null;
  return {
    id: 'strengths',
    title: top.length < all.length ? `The ${integer(top.length)} strongest features` : 'The features by strength',
    caption: `The longer the bar, ${measure.meaning}; lengths compare within this model only. A strong feature is one the model goes by, not a cause.`,
    alternative: `Bar chart of ${integer(top.length)} features. Strongest: ${top
      .slice(0, 3)
      .map(({ sentence, strength }) => `${sentence} (${measure.show(strength)})`)
      .join('; ')}.`,
    plot: {
      data: [
        {
          type: 'bar',
          orientation: 'h',
          x: top.map(({ strength }) => strength),
          y: top.map((_, i) => i),
          width: 0.3,
          customdata: top.map(({ feature, sentence, strength }) =>
            hoverText([sentence, feature, `${measure.name} ${measure.show(strength)}`]),
          ),
          marker: { color: '@accent' },
          ...hover,
        },
      ],
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
    table: {
      columns: [{ label: 'Feature' }, { label: 'Meaning' }, { label: measure.name, number: true }],
      rows: all.map(({ feature, sentence, strength }) => [
        html`<code><bdi>${feature}</bdi></code>`,
        html`<bdi>${sentence}</bdi>`,
        measure.show(strength),
      ]),
    },
  };
}

/** Gains mean something as parts of their sum only. */
function scaled({ family, strengths }: CalibrationReportData): CalibrationReportData['strengths'] {
  if (family !== 'boosting') return strengths;
  const total = strengths.reduce((sum, { strength }) => sum + strength, 0);
  return strengths.map((one) => ({ ...one, strength: one.strength / total }));
}

function labels(strengths: CalibrationReportData['strengths'], length: number) {
  return strengths.map(({ sentence }, i) => ({
    text: plotText(shortened(sentence, length)),
    x: 0,
    y: i - 0.4,
    xanchor: 'left',
    yanchor: 'middle',
    showarrow: false,
    font: { size: 12.5, color: '@ink' },
  }));
}
