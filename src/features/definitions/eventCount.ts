import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { countPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'eventCount', version: 1, availability: 'event-time' } as const;

/** Events of each kind in each lookback window. */
export const eventCount: FeatureFamily = {
  ...family,
  sentence: 'how often each kind of event happened lately',
  type: 'number',
  units: ['events'],
  needs: ['event'],
  folds: ['counts'],
  windows: 1,
  columns({ activity }) {
    const { sweep, kinds } = activity;
    return kinds.flatMap((kind, k) =>
      sweep.lookback.days.map((days, w) => {
        const { one, many, group } = labelOfKind(kind);
        const window = windowText(days);
        const name = `count:${kind}:${window.name}`;
        const feature = describe({
          ...family,
          name,
          parameters: { kind, days },
          type: 'number',
          unit: 'events',
          group,
          sentence: `${many} ${window.words}`,
          phrases: countPhrases(one, many, window.words),
        });
        return { feature, column: { kind: 'number', name, values: sweep.counts(k, w) } };
      }),
    );
  },
};
