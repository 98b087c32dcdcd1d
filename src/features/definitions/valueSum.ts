import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'valueSum', version: 1, availability: 'event-time' } as const;

/** Sum of the values of each kind that carries values, in each lookback window, in steps of 1/10,000. */
export const valueSum: FeatureFamily = {
  ...family,
  sentence: 'how much events were worth in all, such as minutes watched',
  type: 'number',
  units: ['amount'],
  needs: ['event'],
  folds: ['values'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep, kinds, valueKinds } = activity;
    return valueKinds.flatMap((k) =>
      sweep.lookback.days.map((days, w) => {
        const kind = kinds[k]!;
        const { many, group } = labelOfKind(kind);
        const window = windowText(days);
        const name = `value:${kind}:${window.name}`;
        const sentence = `total value of ${many} ${window.words}`;
        const feature = describe({
          ...family,
          name,
          parameters: { kind, days },
          type: 'number',
          unit: 'amount',
          group,
          sentence,
          phrases: samePhrase(`${sentence}: {value}`, `no value of ${many} ${window.words}`),
        });
        return { feature, column: numberColumn(name, snapshots.rows, (row) => sweep.valueSum(row, k, w)) };
      }),
    );
  },
};
