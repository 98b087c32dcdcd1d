import { type Panel, type Place, positions } from './dependencePanel.ts';
import { axis, plotText, shortened } from './plot.ts';

/** Pixels of a panel from top to bottom: its title, the curve, the bars of the rows, the names of the values, upright or turned. */
const heights = { title: 44, curve: 150, gap: 8, bars: 44, upright: 48, turned: 104 };
/** Share of the width between two columns of panels. */
const between = 0.1;
/** Characters that fit into a line above a panel and under a value. */
const fits = { title: 40, name: 17 };
/** Names that stand beside each other without turning. */
const upright = 4;
/** Pixels that the frame of a figure keeps free above and below. */
const margins = 16;

/** Axes and titles of all panels in so many columns, and the height in pixels that they take. */
export function panelLayout(panels: readonly Panel[], columns: number): { height: number } & Record<string, unknown> {
  const { tops, height } = linesOf(panels, columns);
  const width = (1 - between * (columns - 1)) / columns;
  const leftOf = (i: number) => (i % columns) * (width + between);
  const upTo = (i: number, pixels: number) => 1 - (tops[Math.floor(i / columns)]! + pixels) / height;
  const most = (of: (place: Place) => number) =>
    1.08 * Math.max(...panels.flatMap(({ places }) => places.map((place) => of(place) || 0)));
  const curve = { range: [0, most(({ probability }) => probability)], tickformat: '.2~%', nticks: 4 };
  const bars = { range: [0, most(({ share }) => share)], tickformat: '.0%', nticks: 3 };
  const belowCurve = heights.title + heights.curve;
  const barsAt = belowCurve + heights.gap;
  const axes = panels.map((panel, i) => {
    const first = i % columns === 0;
    return {
      [`xaxis${i + 1}`]: axis('', {
        ...ticks(panel),
        domain: [leftOf(i), leftOf(i) + width],
        anchor: `y${2 * i + 2}`,
        showgrid: false,
        automargin: false,
      }),
      [`yaxis${2 * i + 1}`]: axis(first ? 'Probability' : '', {
        ...curve,
        domain: [upTo(i, belowCurve), upTo(i, heights.title)],
        anchor: `x${i + 1}`,
        automargin: first,
      }),
      [`yaxis${2 * i + 2}`]: axis(first ? 'Rows' : '', {
        ...bars,
        domain: [upTo(i, barsAt + heights.bars), upTo(i, barsAt)],
        anchor: `x${i + 1}`,
        automargin: first,
      }),
    };
  });
  const annotations = panels.map(({ title }, i) => ({
    text: inTwoLines(title, fits.title),
    xref: 'paper',
    yref: 'paper',
    x: leftOf(i),
    y: upTo(i, heights.title - 6),
    xanchor: 'left',
    yanchor: 'bottom',
    align: 'left',
    showarrow: false,
    font: { size: 13, color: '@ink' },
  }));
  return { height: height + margins, ...Object.assign({}, ...axes), annotations };
}

/** Where each line of panels begins, in pixels from the top, and where the last one ends. */
function linesOf(panels: readonly Panel[], columns: number): { tops: readonly number[]; height: number } {
  const tops: number[] = [];
  let height = 0;
  for (let i = 0; i < panels.length; i += columns) {
    tops.push(height);
    const turned = panels.slice(i, i + columns).some(isTurned);
    height += heights.title + heights.curve + heights.gap + heights.bars + (turned ? heights.turned : heights.upright);
  }
  return { tops, height };
}

/** Two lines of about equal length, parted between words; neither is longer than `length` characters. */
function inTwoLines(text: string, length: number): string {
  if ([...text].length <= length) return plotText(text);
  const middle = Math.min(length, Math.ceil(text.length / 2));
  const after = text.indexOf(' ', middle);
  const end = after >= 0 && after <= length ? after : text.lastIndexOf(' ', middle);
  if (end <= 0) return plotText(shortened(text, length));
  return `${plotText(text.slice(0, end))}<br>${plotText(shortened(text.slice(end + 1), length))}`;
}

/** Whether the names of the values are too many to stand upright. */
function isTurned({ ordered, places }: Panel): boolean {
  return !ordered && places.length >= upright;
}

/** Every level is named; of numbers the first, the last and a few between them. */
function ticks(panel: Panel): Record<string, unknown> {
  const { ordered, places } = panel;
  const x = positions(places);
  const points = places.filter(({ apart }) => !apart).length;
  const step = Math.max(1, Math.ceil((points - 1) / upright));
  const named = [...places.keys()].filter(
    (at) => !ordered || at >= points || at === points - 1 || (at % step === 0 && at + step / 2 < points),
  );
  return {
    tickvals: named.map((at) => x[at]),
    ticktext: named.map((at) => plotText(shortened(places[at]!.name, fits.name))),
    tickangle: isTurned(panel) ? -50 : 0,
    range: [-0.7, x.at(-1)! + 0.7],
  };
}
