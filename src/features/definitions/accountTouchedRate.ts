import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { ratePhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'accountTouchedRate', version: 1, availability: 'event-time' } as const;

/** The same as `touchedRate` of what anybody at the account touched, the contact included, in the shortest and the longest window. */
export const accountTouchedRate: FeatureFamily = {
  ...family,
  sentence: 'how many of those converted who had looked at the same things as the people of the account',
  type: 'number',
  units: ['times'],
  needs: ['account', 'event', 'outcome'],
  folds: ['accountRates'],
  windows: 1,
  columns(context) {
    const { activity, snapshots } = context;
    const { sweep, properties } = activity;
    const { days } = sweep.lookback;
    const windows = [...new Set([0, days.length - 1])];
    return properties.flatMap((property, p) =>
      windows.flatMap((w): FeatureColumn[] => {
        const { one, many, group } = labelOfProperty(property);
        const window = windowText(days[w]!);
        const columnOf = (what: 'mean' | 'greatest', valueAt: (row: number) => number): FeatureColumn => {
          const name = `accountRate:${property.name}:${what}:${window.name}`;
          const sentence = `${what} past conversion rate of the ${many} touched at the account ${window.words}, in times the usual one`;
          const feature = describe({
            ...family,
            name,
            parameters: { property: property.name, what, days: days[w]! },
            type: 'number',
            unit: 'times',
            group,
            sentence,
            phrases: ratePhrases(
              `${what === 'mean' ? many : one} touched at the account ${window.words}`,
              `no ${one} at the account ${window.words}`,
            ),
          });
          const known = (row: number) => (accountKnownAt(context, row) < 0 ? Number.NaN : valueAt(row));
          return { feature, column: numberColumn(name, snapshots.rows, known) };
        };
        return [
          columnOf('mean', (row) => sweep.meanAccountRate(row, p, w)),
          columnOf('greatest', (row) => sweep.greatestAccountRate(row, p, w)),
        ];
      }),
    );
  },
};
