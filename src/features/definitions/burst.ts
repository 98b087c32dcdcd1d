import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily, FoldedEvents } from '../family.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'burst', version: 1, availability: 'event-time' } as const;

/** Consecutive days that are looked at together. */
const span = 7;

/** Most active days in any seven consecutive ones of the longest window; absent where that is not longer. */
export const burst: FeatureFamily = {
  ...family,
  sentence: 'how busy the busiest week was',
  type: 'number',
  units: ['active days'],
  needs: ['event'],
  folds: ['days'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep } = activity;
    const longest = sweep.lookback.days.length - 1;
    const days = sweep.lookback.days[longest]!;
    if (days <= span) return [];
    const none = `no active day ${windowText(days).words}`;
    const when = `in the busiest week of the last ${days} days`;
    const name = 'activity:burst';
    const feature = describe({
      ...family,
      name,
      parameters: { days, span },
      type: 'number',
      unit: 'active days',
      group: 'Overall activity',
      sentence: `active days ${when}`,
      phrases: {
        missing: none,
        negative: none,
        zero: none,
        one: `1 active day ${when}`,
        many: `{value} active days ${when}`,
      },
    });
    return [{ feature, column: numberColumn(name, snapshots.rows, (row) => mostTogether(sweep, row, longest)) }];
  },
};

function mostTogether(sweep: Pick<FoldedEvents, 'eachActiveDay'>, row: number, window: number): number {
  const days: number[] = [];
  let first = 0;
  let most = 0;
  sweep.eachActiveDay(row, window, (day) => {
    days.push(day);
    while (day - days[first]! >= span) first++;
    most = Math.max(most, days.length - first);
  });
  return most;
}
