import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { samePhrase } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'amount', version: 1, availability: 'event-time' } as const;

/** Sum, mean and greatest of each property that is a number in each lookback window, in steps of 1/10,000, and its last value. */
export const amount: FeatureFamily = {
  ...family,
  sentence: 'how much each number that events carry was, such as the amount of an order',
  type: 'number',
  units: ['amount'],
  needs: ['event'],
  folds: ['amounts'],
  windows: 0,
  columns({ activity }) {
    const { sweep, amounts } = activity;
    const columnOf = (name: string, sentence: string, group: string, values: Float64Array): FeatureColumn => ({
      feature: describe({
        ...family,
        name,
        parameters: { name },
        type: 'number',
        unit: 'amount',
        group,
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, `no ${sentence}`),
      }),
      column: { kind: 'number', name, values },
    });
    return amounts.flatMap((property, a) => {
      const { one, group } = labelOfProperty(property);
      const column = (what: string, sentence: string, values: Float64Array) =>
        columnOf(`amount:${property.name}:${what}`, sentence, group, values);
      const ofWindows = sweep.lookback.days.flatMap((days, w) => {
        const { name, words } = windowText(days);
        return [
          column(`sum:${name}`, `total ${one} ${words}`, sweep.amountSum(a, w)),
          column(`mean:${name}`, `mean ${one} ${words}`, sweep.amountMean(a, w)),
          column(`most:${name}`, `greatest ${one} ${words}`, sweep.amountMost(a, w)),
        ];
      });
      return [...ofWindows, column('last', `last ${one}`, sweep.amountLast(a))];
    });
  },
};
