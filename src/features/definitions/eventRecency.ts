import type { NumberColumn } from '../../table/table.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { agoPhrases } from '../wording/phrases.ts';

const family = { family: 'eventRecency', version: 1, availability: 'event-time' } as const;

/** Days since the last event of each kind and of any kind, however long ago; missing where there never was one. */
export const eventRecency: FeatureFamily = {
  ...family,
  sentence: 'how long ago each kind of event last happened',
  type: 'number',
  units: ['days'],
  needs: ['event'],
  folds: ['last'],
  windows: 0,
  columns({ activity }) {
    const { sweep, kinds } = activity;
    const daysSince = (name: string, kind: number): NumberColumn => ({
      kind: 'number',
      name,
      values: sweep.daysSince(kind),
    });
    const ofKinds = kinds.map((kind, k) => {
      const { one, many, group } = labelOfKind(kind);
      const name = `recency:${kind}`;
      const feature = describe({
        ...family,
        name,
        parameters: { kind },
        type: 'number',
        unit: 'days',
        group,
        sentence: `days since the last ${one}`,
        phrases: agoPhrases(`last ${one}`, `no ${many} so far`),
      });
      return { feature, column: daysSince(name, k) };
    });
    const name = 'activity:recency';
    const ofAny = describe({
      ...family,
      name,
      parameters: {},
      type: 'number',
      unit: 'days',
      group: 'Overall activity',
      sentence: 'days since the last activity of any kind',
      phrases: agoPhrases('last active', 'never active so far'),
    });
    return [...ofKinds, { feature: ofAny, column: daysSince(name, kinds.length) }];
  },
};
