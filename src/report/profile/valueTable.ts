import { decimal, integer, missing, percent } from '../../text/format.ts';
import type { ProfileValue } from '../../wording/profile.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';

/** Values with their counts, rates and lifts. @param isNamed whether each row says which attribute it is of. */
export function valueTable(of: {
  readonly caption: string;
  readonly values: readonly ProfileValue[];
  readonly isNamed: boolean;
}): Html {
  const { caption, values, isNamed } = of;
  return dataTable({
    caption,
    columns: [
      { label: 'Value' },
      { label: 'Contacts', number: true },
      { label: 'Won', number: true },
      { label: 'Rate, with 95% interval', number: true },
      { label: 'Times the rate of all', number: true },
    ],
    rows: values.map((one) => [
      html`${isNamed && html`${one.sentence}: `}<bdi>${one.value}</bdi>${!isNamed && one.survives && html` <span class="badge ${one.lift > 1 ? 'good' : 'poor'}">${one.lift > 1 ? 'more' : 'less'}</span>`}`,
      integer(one.people),
      integer(one.won),
      `${percent(one.rate, 1)} (${percent(one.low, 1)} to ${percent(one.high, 1)})`,
      one.lift > 0 ? decimal(one.lift, 2) : missing,
    ]),
  });
}
