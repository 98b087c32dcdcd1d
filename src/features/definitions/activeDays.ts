import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { countPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'activeDays', version: 1, availability: 'event-time' } as const;

/** Distinct days (of 24 hours before the as-of instant) with an event of any kind, in each lookback window. */
export const activeDays: FeatureFamily = {
  ...family,
  sentence: 'on how many days anything happened lately',
  type: 'number',
  units: ['active days'],
  needs: ['event'],
  folds: ['days'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep } = activity;
    return sweep.lookback.days.map((days, w) => {
      const window = windowText(days);
      const name = `activity:days:${window.name}`;
      const feature = describe({
        ...family,
        name,
        parameters: { days },
        type: 'number',
        unit: 'active days',
        group: 'Overall activity',
        sentence: `active days ${window.words}`,
        phrases: countPhrases('active day', 'active days', window.words),
      });
      return { feature, column: numberColumn(name, snapshots.rows, (row) => sweep.activeDays(row, w)) };
    });
  },
};
