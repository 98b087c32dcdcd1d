import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'valueMax', version: 1, availability: 'event-time' } as const;

/** Greatest value of each kind that carries values, in each lookback window; missing where there was none. */
export const valueMax: FeatureFamily = {
  ...family,
  sentence: 'how much the largest event was worth, such as the longest webinar watched',
  type: 'number',
  units: ['amount'],
  needs: ['event'],
  folds: ['maxima'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep, kinds, valueKinds } = activity;
    return valueKinds.flatMap((k) =>
      sweep.lookback.days.map((days, w) => {
        const kind = kinds[k]!;
        const { many, group } = labelOfKind(kind);
        const window = windowText(days);
        const name = `valueMax:${kind}:${window.name}`;
        const sentence = `greatest value of ${many} ${window.words}`;
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
        return { feature, column: numberColumn(name, snapshots.rows, (row) => sweep.valueMax(row, k, w)) };
      }),
    );
  },
};
