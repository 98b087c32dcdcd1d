import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { joinedKinds } from '../vocabulary/joinedKinds.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'pairs', version: 1, availability: 'event-time' } as const;

/** Thirty ordered pairs: with more kinds columns would outnumber what a few thousand conversions can tell apart. */
const mostKinds = 6;

/**
 * How often one kind of event was followed by another: the smaller of the number of the first between the longest and the
 * second longest window, and of the number of the other within the second longest. For every ordered pair of two of
 * the six kinds most frequent in training. Absent with a single window.
 */
export const pairs: FeatureFamily = {
  ...family,
  sentence: 'which kind of event was followed by which other',
  type: 'number',
  units: ['pairs'],
  needs: ['event'],
  folds: ['counts'],
  windows: 2,
  columns({ activity, snapshots }) {
    const { sweep, kinds, byFrequency } = activity;
    const { days } = sweep.lookback;
    const longest = days.length - 1;
    const recent = longest - 1;
    const frequent = byFrequency.slice(0, mostKinds);
    return frequent.flatMap((first) =>
      frequent
        .filter((then) => then !== first)
        .map((then) => {
          const before = labelOfKind(kinds[first]!);
          const after = labelOfKind(kinds[then]!);
          const name = `pair:${joinedKinds(kinds[first]!, '>', kinds[then]!)}`;
          const when = windowText(days[recent]!).words;
          const chain = `${before.one}, then ${after.one} ${when}`;
          const none = `no ${before.one} followed by ${after.one} ${when}`;
          const feature = describe({
            ...family,
            name,
            parameters: { kinds: [kinds[first]!, kinds[then]!], days: [days[recent]!, days[longest]!] },
            type: 'number',
            unit: 'pairs',
            group: after.group,
            sentence: `${before.many} up to ${days[longest]} days ago, followed by ${after.many} ${when}`,
            phrases: { missing: none, negative: none, zero: none, one: chain, many: `{value} times ${chain}` },
          });
          const column = numberColumn(name, snapshots.rows, (row) => {
            const earlier = sweep.count(row, first, longest) - sweep.count(row, first, recent);
            return Math.min(earlier, sweep.count(row, then, recent));
          });
          return { feature, column };
        }),
    );
  },
};
