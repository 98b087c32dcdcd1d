import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { ratePhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'touchedRate', version: 1, availability: 'event-time' } as const;

/** What had become of those who touched the same values before: mean and greatest past conversion rate of what was touched, in multiples of the usual one, in the shortest and the longest window. */
export const touchedRate: FeatureFamily = {
  ...family,
  sentence: 'how many of those converted who had looked at the same things before',
  type: 'number',
  units: ['times'],
  needs: ['event', 'outcome'],
  folds: ['rates'],
  windows: 1,
  columns({ activity }) {
    const { sweep, properties } = activity;
    const windows = [...new Set([0, sweep.lookback.days.length - 1])];
    return properties.flatMap((property, p) =>
      windows.flatMap((w): FeatureColumn[] => {
        const days = sweep.lookback.days[w]!;
        const { one, many, group } = labelOfProperty(property);
        const window = windowText(days);
        const columnOf = (what: 'mean' | 'greatest', values: Float64Array): FeatureColumn => {
          const name = `rate:${property.name}:${what}:${window.name}`;
          const sentence = `${what} past conversion rate of the ${many} touched ${window.words}, in times the usual one`;
          const feature = describe({
            ...family,
            name,
            parameters: { property: property.name, what, days },
            type: 'number',
            unit: 'times',
            group,
            sentence,
            phrases: ratePhrases(
              `${what === 'mean' ? many : one} touched ${window.words}`,
              `no ${one} ${window.words}`,
            ),
          });
          return { feature, column: { kind: 'number', name, values } };
        };
        return [columnOf('mean', sweep.meanTouchedRate(p, w)), columnOf('greatest', sweep.greatestTouchedRate(p, w))];
      }),
    );
  },
};
