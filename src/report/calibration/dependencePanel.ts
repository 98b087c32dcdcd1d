import { decimal, integer, percent } from '../../text/format.ts';
import type { FeatureUse } from '../../training/trainingResult.ts';
import { hover, hoverText } from './plot.ts';

/** A feature's partial dependence under its sentence. */
export type Curve = FeatureUse['curves'][number];

/** A value on the axis of a panel. */
export interface Place {
  readonly name: string;
  readonly probability: number;
  readonly share: number;
  /** No value, or all other categories: what is no point of the curve. */
  readonly apart: boolean;
}

/** A panel's name, its values, and whether these have an order. */
export interface Panel {
  readonly title: string;
  readonly ordered: boolean;
  readonly places: readonly Place[];
}

/** The values of a curve in the order in which they are drawn. */
export function panelOf({ sentence, points, others, missing }: Curve): Panel {
  const ordered = points.every(({ value }) => typeof value === 'number');
  return {
    title: sentence,
    ordered,
    places: [
      ...points.map(({ value, ...point }) => ({ name: valueName(value), ...point, apart: false })),
      ...(others ? [{ ...others, name: `${integer(others.levels)} others`, apart: true }] : []),
      ...(missing ? [{ ...missing, name: ordered ? 'none' : 'no value', apart: true }] : []),
    ],
  };
}

/** A number with as many digits as tell it from its neighbours, a level as it is. */
function valueName(value: number | string): string {
  if (typeof value === 'string') return value;
  if (Number.isInteger(value)) return integer(value);
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  return magnitude < -4 ? value.toExponential(2) : decimal(value, Math.max(0, 2 - magnitude));
}

/** The curve and the bars of the panel at position `i`. */
export function panelTraces({ title, ordered, places }: Panel, i: number): readonly Record<string, unknown>[] {
  const x = positions(places);
  const customdata = places.map(({ name, probability, share }) =>
    hoverText([title, name, `Mean probability ${percent(probability, 2)}`, `${percent(share, 1)} of the test rows`]),
  );
  const of = (apart: boolean) => [...places.keys()].filter((at) => places[at]!.apart === apart);
  const dots = (at: readonly number[], marker: Record<string, unknown>, mode: string) => ({
    type: 'scatter',
    mode,
    x: at.map((one) => x[one]),
    y: at.map((one) => places[one]!.probability),
    customdata: at.map((one) => customdata[one]),
    marker,
    line: { color: '@accent', width: 1.5 },
    cliponaxis: false,
    xaxis: `x${i + 1}`,
    yaxis: `y${2 * i + 1}`,
    ...hover,
  });
  return [
    dots(of(false), { size: 7, color: '@accent' }, ordered ? 'lines+markers' : 'markers'),
    dots(of(true), { symbol: 'diamond-open', size: 9, color: '@second', line: { width: 1.5 } }, 'markers'),
    {
      type: 'bar',
      x,
      y: places.map(({ share }) => share),
      width: 0.7,
      customdata,
      marker: { color: '@accent', opacity: 0.55 },
      xaxis: `x${i + 1}`,
      yaxis: `y${2 * i + 2}`,
      ...hover,
    },
  ];
}

/** Where the values stand on the axis; what stands apart has a gap before it. */
export function positions(places: readonly Place[]): readonly number[] {
  let gaps = 0;
  return places.map(({ apart }, i) => {
    if (apart && i > 0) gaps += Math.max(1, places.length / 7);
    return i + gaps;
  });
}
