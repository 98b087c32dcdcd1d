import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { countPhrases, samePhrase } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'touchVariety', version: 1, availability: 'event-time' } as const;

/** Of every property of events: how many different values were touched in each lookback window, and the share of the most frequent one in the longest. */
export const touchVariety: FeatureFamily = {
  ...family,
  sentence: 'how many different things events were about, such as campaigns, and how much of it was one thing',
  type: 'number',
  units: ['values', 'share'],
  needs: ['event'],
  folds: ['touches'],
  windows: 1,
  columns({ activity }) {
    const { sweep, properties } = activity;
    return properties.flatMap((property, p) =>
      sweep.lookback.days.flatMap((days, w): FeatureColumn[] => {
        const { one, many, group } = labelOfProperty(property);
        const window = windowText(days);
        const described = { ...family, type: 'number', group } as const;
        const parameters = { property: property.name, days };
        const distinct = describe({
          ...described,
          name: `distinct:${property.name}:${window.name}`,
          parameters: { ...parameters, what: 'distinct' },
          unit: 'values',
          sentence: `different ${many} ${window.words}`,
          phrases: countPhrases(one, `different ${many}`, window.words),
        });
        const sentence = `share of the most frequent ${one} ${window.words}`;
        const share = describe({
          ...described,
          name: `top:${property.name}:${window.name}`,
          parameters: { ...parameters, what: 'share' },
          unit: 'share',
          sentence,
          phrases: samePhrase(`${sentence}: {value}`, `no ${one} ${window.words}`),
        });
        const ofValues: FeatureColumn = {
          feature: distinct,
          column: { kind: 'number', name: distinct.name, values: sweep.valuesTouched(p, w) },
        };
        if (w < sweep.lookback.days.length - 1) return [ofValues];
        return [
          ofValues,
          { feature: share, column: { kind: 'number', name: share.name, values: sweep.topTouchShare(p, w) } },
        ];
      }),
    );
  },
};
