import { groupRows } from '../../snapshot/grouped.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureContext, FeatureFamily } from '../family.ts';
import { agoPhrases } from '../wording/phrases.ts';

const family = { family: 'lastOpportunity', version: 1, availability: 'event-time' } as const;

/**
 * Days since the account's last opportunity was won, and since its last one was lost; missing where none was. An opportunity is
 * known to have ended if it was opened and closed before the as-of instant.
 */
export const lastOpportunity: FeatureFamily = {
  ...family,
  sentence: 'how long ago the account last bought, or last said no',
  type: 'number',
  units: ['days'],
  needs: ['account', 'opportunity'],
  folds: [],
  windows: 0,
  columns: (context) =>
    (['won', 'lost'] as const).map((end) => {
      const feature = describe({
        ...family,
        name: `opportunity:${end}:recency`,
        parameters: { end },
        type: 'number',
        unit: 'days',
        group: 'Earlier opportunities',
        sentence: `days since an opportunity of the account was last ${end}`,
        phrases: agoPhrases(`opportunity of the account last ${end}`, `no opportunity of the account ${end} so far`),
      });
      const last = lastEnd(context, end === 'won' ? 1 : 0);
      const { asOf, rows } = context.snapshots;
      return {
        feature,
        column: numberColumn(feature.name, rows, (row) => (asOf[row]! - last(row)) / microsecondsPerDay),
      };
    }),
};

/** When an opportunity of the row's account last ended so, as far as was known as of the row; NaN for never. */
function lastEnd(context: FeatureContext, wanted: number): (row: number) => number {
  const { accounts, accountOpportunities } = context.population;
  const { subject, from, until, won } = accountOpportunities;
  const { start, rows: opportunities } = groupRows(subject, accounts.ids.length);
  return (row) => {
    const account = accountKnownAt(context, row);
    const asOf = context.snapshots.asOf[row]!;
    let last = Number.NaN;
    for (let i = start[account] ?? 0; i < (start[account + 1] ?? 0); i++) {
      const opportunity = opportunities[i]!;
      const ended = until[opportunity]!;
      if (won[opportunity] !== wanted || !(from[opportunity]! < asOf && ended < asOf)) continue;
      if (!(ended <= last)) last = ended;
    }
    return last;
  };
}
