import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { halfLives } from '../sweep/rhythm.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'decay', version: 1, availability: 'event-time' } as const;
const all = { many: 'activities of any kind', group: 'Overall activity' };

/** Events of each kind and of all kinds, each of which counts half after a half-life, a quarter after two, and so on. */
export const decay: FeatureFamily = {
  ...family,
  sentence: 'how often each kind of event happened, counting less the longer ago it was',
  type: 'number',
  units: ['weighted events'],
  needs: ['event'],
  folds: ['instants'],
  windows: 0,
  columns({ activity }) {
    const { sweep, kinds } = activity;
    return halfLives.flatMap((days, half) =>
      [...kinds, null].map((kind, k) => {
        const { many, group } = kind === null ? all : labelOfKind(kind);
        const name = kind === null ? `activity:decay:${days}d` : `decay:${kind}:${days}d`;
        const sentence = `${many}, each counting half after ${days} days`;
        const feature = describe({
          ...family,
          name,
          parameters: { kind, days },
          type: 'number',
          unit: 'weighted events',
          group,
          sentence,
          phrases: samePhrase(`${sentence}: {value}`, `no ${many} so far`),
        });
        return { feature, column: { kind: 'number', name, values: sweep.decayed(k, half) } };
      }),
    );
  },
};
