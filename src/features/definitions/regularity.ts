import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily, FoldedEvents } from '../family.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'regularity', version: 1, availability: 'event-time' } as const;
const shared = { ...family, type: 'number', group: 'Overall activity' } as const;

/**
 * From the gaps between consecutive active days of the longest window: the longest one, and the coefficient of variation
 * (population standard deviation divided by the mean) of all of them.
 */
export const regularity: FeatureFamily = {
  ...family,
  sentence: 'whether activity comes steadily or in fits and starts',
  type: 'number',
  units: ['days', 'ratio'],
  needs: ['event'],
  folds: ['days'],
  windows: 1,
  columns({ activity, snapshots }) {
    const { sweep } = activity;
    const longest = sweep.lookback.days.length - 1;
    const days = sweep.lookback.days[longest]!;
    const { words } = windowText(days);
    const gap = describe({
      ...shared,
      name: 'activity:gap:longest',
      parameters: { days, of: 'longest' },
      unit: 'days',
      sentence: `most days from one active day to the next ${words}`,
      phrases: {
        missing: `fewer than two active days ${words}`,
        negative: `active on consecutive days ${words}`,
        zero: `active on consecutive days ${words}`,
        one: `active on consecutive days ${words}`,
        many: `up to {value} days from one active day to the next ${words}`,
      },
    });
    const uneven = `how uneven the gaps between active days ${words} are`;
    const variation = describe({
      ...shared,
      name: 'activity:gap:variation',
      parameters: { days, of: 'variation' },
      unit: 'ratio',
      sentence: uneven,
      phrases: {
        missing: `fewer than three active days ${words}`,
        negative: `${uneven}: {value}`,
        zero: `active at even intervals ${words}`,
        one: `${uneven}: {value}`,
        many: `${uneven}: {value}`,
      },
    });
    const { rows } = snapshots;
    return [
      { feature: gap, column: numberColumn(gap.name, rows, (row) => longestGap(gapsOf(sweep, row, longest))) },
      {
        feature: variation,
        column: numberColumn(variation.name, rows, (row) => variationOf(gapsOf(sweep, row, longest))),
      },
    ];
  },
};

interface Gaps {
  readonly count: number;
  readonly longest: number;
  readonly sum: number;
  readonly squares: number;
}

function gapsOf(sweep: Pick<FoldedEvents, 'eachActiveDay'>, row: number, window: number): Gaps {
  const gaps = { count: 0, longest: 0, sum: 0, squares: 0 };
  let before = -1;
  sweep.eachActiveDay(row, window, (day) => {
    if (before >= 0) {
      const gap = day - before;
      gaps.count++;
      gaps.sum += gap;
      gaps.squares += gap * gap;
      gaps.longest = Math.max(gaps.longest, gap);
    }
    before = day;
  });
  return gaps;
}

function longestGap({ count, longest }: Gaps): number {
  return count === 0 ? Number.NaN : longest;
}

/** All that is under the root is whole, so that even gaps give exactly 0. */
function variationOf({ count, sum, squares }: Gaps): number {
  return count < 2 ? Number.NaN : Math.sqrt(count * squares - sum * sum) / sum;
}
