import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfProperty } from '../vocabulary/propertyLabels.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'lastTouched', version: 1, availability: 'event-time' } as const;

/** The value of every property of events that came last, however long ago; of several at one instant the last one by name. */
export const lastTouched: FeatureFamily = {
  ...family,
  sentence: 'what the last event was about, such as its campaign',
  type: 'category',
  units: ['category'],
  needs: ['event'],
  folds: ['touches'],
  windows: 0,
  columns({ activity, snapshots }) {
    const { sweep, properties } = activity;
    return properties.map((property, p) => {
      const { one, group } = labelOfProperty(property);
      const name = `last:${property.name}`;
      const sentence = `last ${one}`;
      const feature = describe({
        ...family,
        name,
        parameters: { property: property.name },
        type: 'category',
        unit: 'category',
        group,
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, `no ${one} so far`),
      });
      return { feature, column: categoryColumn(name, snapshots.rows, (row) => sweep.lastTouched(row, p)) };
    });
  },
};
