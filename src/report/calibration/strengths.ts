import { decimal, integer } from '../format.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import type { Figure } from './figure.ts';
import { axis, frame, hover, hoverText, plotText, shortened } from './plot.ts';

const shown = 20;
const rowHeight = 38;
/** Characters that fit above a bar: in a window, and in a narrow one. */
const labelLength = { wide: 84, narrow: 40 };

/** What the model goes by most; null where it goes by nothing. */
export function strengthsFigure(data: CalibrationReportData): Figure | null {
  const all = data.strengths.toSorted((a, b) => b.strength - a.strength);
  const top = all.filter(({ strength }) => strength > 0).slice(0, shown);
  if (top.length === 0) return null;
  return {
    id: 'strengths',
    title: top.length < all.length ? `The ${integer(top.length)} strongest features` : 'The features by strength',
    caption: `The longer the bar, the more a feature moves the score across the training rows; lengths compare within this model only. A strong feature is one the model goes by, not a cause.`,
    alternative: `Bar chart of ${integer(top.length)} features. Strongest: ${top
      .slice(0, 3)
      .map(({ sentence, strength }) => `${sentence} (${decimal(strength, 3)})`)
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
            hoverText([sentence, feature, `Strength ${decimal(strength, 3)}`]),
          ),
          marker: { color: '@accent' },
          ...hover,
        },
      ],
      layout: frame(top.length * rowHeight + 60, {
        showlegend: false,
        xaxis: axis('Strength', { rangemode: 'tozero', nticks: 5 }),
        yaxis: axis('', { showticklabels: false, showgrid: false, range: [top.length - 0.6, -0.85] }),
        annotations: labels(top, labelLength.wide),
      }),
      narrow: { annotations: labels(top, labelLength.narrow) },
    },
    table: {
      columns: [{ label: 'Feature' }, { label: 'Meaning' }, { label: 'Strength', number: true }],
      rows: all.map(({ feature, sentence, strength }) => [
        html`<code><bdi>${feature}</bdi></code>`,
        html`<bdi>${sentence}</bdi>`,
        decimal(strength, 3),
      ]),
    },
  };
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
