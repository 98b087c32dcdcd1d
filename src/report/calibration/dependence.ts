import { counted, integer, percent } from '../../text/format.ts';
import type { DataTable } from '../dataTable.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { panelLayout } from './dependenceLayout.ts';
import { type Curve, type Panel, panelOf, panelTraces } from './dependencePanel.ts';
import type { Figure } from './figure.ts';
import { frame } from './plot.ts';

/** How the probability goes with the strongest features, above where the rows are; null where no curve was made. */
export function dependenceFigure({ featureUse }: CalibrationReportData): Figure | null {
  const curves = featureUse?.curves ?? [];
  if (!featureUse || curves.length === 0) return null;
  const panels = curves.map(panelOf);
  const { height, ...layout } = panelLayout(panels, Math.min(2, panels.length));
  return {
    id: 'dependence',
    title: `How the probability goes with the ${curves.length === 1 ? 'strongest feature' : `${integer(curves.length)} strongest features`}`,
    caption: `Dots: the mean probability of ${counted(featureUse.dependenceRows, 'test row')}, had all of them the value and all else as it is (partial dependence); all to one scale. Bars: the share of the test rows nearest to the value; where it is small, the dot above rests on little. Numbers stand side by side in their order, not to scale, categories by their rows. Hollow: no value, or all other categories. Where features go together, this asks about rows that never occur, and it does not say what would happen if somebody changed the value.`,
    alternative: `${counted(curves.length, 'small chart')} of the mean probability against the value of a feature. ${panels.map(spoken).join(' ')}`,
    plot: {
      data: panels.flatMap(panelTraces),
      layout: frame(height, { showlegend: false, ...layout }),
      narrow: panelLayout(panels, 1),
    },
    table: tableOf(curves, panels),
  };
}

function spoken({ title, places }: Panel): string {
  const ascending = places.toSorted((a, b) => a.probability - b.probability);
  const said = (at: number) => `${percent(ascending.at(at)!.probability, 1)} at ${ascending.at(at)!.name}`;
  return `${title}: from ${said(0)} to ${said(-1)}.`;
}

function tableOf(curves: readonly Curve[], panels: readonly Panel[]): Omit<DataTable, 'caption'> {
  return {
    columns: [
      { label: 'Feature' },
      { label: 'Value' },
      { label: 'Mean probability', number: true },
      { label: 'Share of the test rows', number: true },
    ],
    rows: panels.flatMap(({ places }, i) =>
      places.map(({ name, probability, share }) => [
        html`<code><bdi>${curves[i]!.feature}</bdi></code>`,
        html`<bdi>${name}</bdi>`,
        percent(probability, 2),
        percent(share, 1),
      ]),
    ),
  };
}
