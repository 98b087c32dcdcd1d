import { describe } from '../describe.ts';
import type { FeatureFamily, FoldedEvents } from '../family.ts';
import type { Phrases } from '../feature.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { agoPhrases, samePhrase } from '../wording/phrases.ts';

const family = { family: 'amountHabit', version: 1, availability: 'event-time' } as const;

interface Habit {
  readonly what: string;
  readonly unit: string;
  readonly sentence: (label: string) => string;
  readonly phrases: (label: string, sentence: string) => Phrases;
  readonly values: (sweep: FoldedEvents, amount: number) => Float64Array;
}

const habits: readonly Habit[] = [
  {
    what: 'recency',
    unit: 'days',
    sentence: (label) => `days since the last ${label}`,
    phrases: (label) => agoPhrases(`last ${label}`, `no ${label} so far`),
    values: (sweep, amount) => sweep.amountSince(amount),
  },
  {
    what: 'times',
    unit: 'times',
    sentence: (label) => `times with ${label} so far`,
    phrases: (label, sentence) => ({
      ...samePhrase(`${sentence}: {value}`, `no ${label} so far`),
      zero: `no ${label} so far`,
    }),
    values: (sweep, amount) => sweep.amountTimes(amount),
  },
  {
    what: 'usual',
    unit: 'amount',
    sentence: (label) => `usual ${label} so far`,
    phrases: (label, sentence) => samePhrase(`${sentence}: {value}`, `no ${label} so far`),
    values: (sweep, amount) => sweep.amountUsual(amount),
  },
  {
    what: 'overdue',
    unit: 'ratio',
    sentence: (label) => `time since the last ${label}, in usual pauses`,
    phrases: (label, sentence) => samePhrase(`${sentence}: {value}`, `no pause between two of ${label} so far`),
    values: (sweep, amount) => sweep.amountOverdue(amount),
  },
];

/**
 * How recent, how frequent and how large each property that is a number was so far, and whether the next one is overdue. The usual one is the contact's mean,
 * drawn towards that of everybody as it was known then, as if five events more had been of it: one large order makes no large customer yet.
 */
export const amountHabit: FeatureFamily = {
  ...family,
  sentence:
    'how recent, how frequent and how large a number that events carry was, and whether the next one is overdue',
  type: 'number',
  units: ['days', 'times', 'amount', 'ratio'],
  needs: ['event'],
  folds: ['amounts', 'means'],
  windows: 0,
  columns({ activity: { sweep, amounts } }) {
    return amounts.flatMap((property, a) => {
      const { one, group } = labelOfProperty(property);
      return habits.map(({ what, unit, ...habit }) => {
        const name = `amount:${property.name}:${what}`;
        const sentence = habit.sentence(one);
        const feature = describe({
          ...family,
          name,
          parameters: { property: property.name, what },
          type: 'number',
          unit,
          group,
          sentence,
          phrases: habit.phrases(one, sentence),
        });
        return { feature, column: { kind: 'number', name, values: habit.values(sweep, a) } };
      });
    });
  },
};
