import { engagementDays, fitFrom } from '../../qualification/profile/grid.ts';
import type { Profile } from '../../qualification/profile/profile.ts';
import { decimal } from '../../text/format.ts';
import type { Section } from '../calibration/section.ts';
import { dataTable } from '../dataTable.ts';
import { html } from '../html.ts';

/** Who fits? */
export function fitSection({ fit, attributes }: Profile): Section {
  const nameOf = new Map(attributes.map(({ attribute, sentence }) => [attribute, sentence]));
  const name = (attribute: string) => nameOf.get(attribute) ?? attribute;
  const rows = [
    ...fit.values.map(({ attribute, value, points }) => ({
      what: html`${name(attribute)}: <bdi>${value}</bdi>`,
      points,
    })),
    ...fit.pairs.map(({ attributes: [a, b], values: [x, y], points }) => ({
      what: html`${name(a)}: <bdi>${x}</bdi> and ${name(b)}: <bdi>${y}</bdi>, together`,
      points,
    })),
  ].sort((a, b) => b.points - a.points);
  const [week, month, quarter] = engagementDays;
  return {
    id: 'fit',
    question: 'Who fits?',
    answer:
      rows.length === 0
        ? 'Everybody alike: nothing sets the won apart, so everybody has the same fit.'
        : 'Whoever has the values below, whatever they did lately. The fit score says how many in a hundred of those who could be won fit less.',
    body: html`${
      rows.length > 0 &&
      dataTable({
        caption: 'Points',
        columns: [{ label: 'Value' }, { label: 'Points', number: true }],
        rows: rows.map(({ what, points }) => [what, decimal(points, 2)]),
      })
    }
${dataTable({
  caption: 'The grid of fit and engagement, from A1 to D4',
  columns: [{ label: 'Sign' }, { label: 'Means' }],
  rows: [
    ['A', `a fit of ${fitFrom.A} or more: the best fifth`],
    ['B', `a fit of ${fitFrom.B} to ${fitFrom.A - 1}`],
    ['C', `a fit of ${fitFrom.C} to ${fitFrom.B - 1}`],
    ['D', `a fit of less than ${fitFrom.C}`],
    ['1', `active in the last ${week} days`],
    ['2', `active in the last ${month} days`],
    ['3', `active in the last ${quarter} days`],
    ['4', `not active in the last ${quarter} days`],
  ],
})}
<p class="note">Points are log-odds, learned all at once, so that two values that say the same are not counted twice. Fit and engagement stand beside the probability and never change it.</p>`,
    figures: [],
  };
}
