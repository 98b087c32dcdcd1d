import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'valueLast', version: 1, availability: 'event-time' } as const;

/** Value of the last event of each kind that carries values, however long ago; of several at one instant the greatest. */
export const valueLast: FeatureFamily = {
  ...family,
  sentence: 'how much the last event of its kind was worth',
  type: 'number',
  units: ['amount'],
  needs: ['event'],
  folds: ['lastValues'],
  windows: 0,
  columns({ activity, snapshots }) {
    const { sweep, kinds, valueKinds } = activity;
    return valueKinds.map((k) => {
      const kind = kinds[k]!;
      const { one, many, group } = labelOfKind(kind);
      const name = `valueLast:${kind}`;
      const sentence = `value of the last ${one}`;
      const feature = describe({
        ...family,
        name,
        parameters: { kind },
        type: 'number',
        unit: 'amount',
        group,
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, `no value of ${many} so far`),
      });
      return { feature, column: numberColumn(name, snapshots.rows, (row) => sweep.valueLast(row, k)) };
    });
  },
};
