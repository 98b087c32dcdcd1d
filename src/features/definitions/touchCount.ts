import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { countPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'touchCount', version: 1, availability: 'event-time' } as const;

/** Events of the most frequent pairs of a kind and a value of a property, in each lookback window. */
export const touchCount: FeatureFamily = {
  ...family,
  sentence: 'how often each kind of event was about each of the most frequent things',
  type: 'number',
  units: ['events'],
  needs: ['event'],
  folds: ['touches'],
  windows: 1,
  columns({ activity }) {
    const { sweep, properties } = activity;
    return properties.flatMap((property, p) =>
      property.pairs.flatMap(({ kind, value }, pair) =>
        sweep.lookback.days.map((days, w) => {
          const { one, many } = labelOfKind(kind);
          const label = labelOfProperty(property);
          const window = windowText(days);
          const name = `touch:${property.name}:${kind}:${value}:${window.name}`;
          const about = `of ${label.one} “${value}”`;
          const feature = describe({
            ...family,
            name,
            parameters: { property: property.name, kind, value, days },
            type: 'number',
            unit: 'events',
            group: label.group,
            sentence: `${many} ${about} ${window.words}`,
            phrases: countPhrases(`${one} ${about}`, `${many} ${about}`, window.words),
          });
          return { feature, column: { kind: 'number', name, values: sweep.pairTouches(p, pair, w) } };
        }),
      ),
    );
  },
};
