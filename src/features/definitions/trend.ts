import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { trendPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'trend', version: 1, availability: 'event-time' } as const;

/**
 * Natural logarithm of the ratio of two rates: events in the shortest window, and in the rest of the longest one.
 *
 * Both are scaled to the longest window and half an event is added to each, so that nothing at all reads as no change
 * (0). Absent where there is a single window.
 */
export const trend: FeatureFamily = {
  ...family,
  sentence: 'whether something happens more often than before',
  type: 'number',
  units: ['log ratio'],
  needs: ['event'],
  folds: ['counts'],
  windows: 2,
  columns({ activity, snapshots }) {
    const { sweep, kinds } = activity;
    const { days, spans } = sweep.lookback;
    const longest = spans.length - 1;
    const recentScale = spans[longest]! / spans[0]!;
    const earlierScale = spans[longest]! / (spans[longest]! - spans[0]!);
    const when = windowText(days[0]!).words;
    const column = (name: string, kind: number) =>
      numberColumn(name, snapshots.rows, (row) => {
        const recent = sweep.count(row, kind, 0);
        const earlier = sweep.count(row, kind, longest) - recent;
        return Math.log((recent * recentScale + 0.5) / (earlier * earlierScale + 0.5));
      });
    const feature = (name: string, what: string, group: string, parameters: Readonly<Record<string, unknown>>) =>
      describe({
        ...family,
        name,
        parameters: { ...parameters, days: [days[0]!, days[longest]!] },
        type: 'number',
        unit: 'log ratio',
        group,
        sentence: `change in ${what} ${when} against the ${days[longest]} days up to then`,
        phrases: trendPhrases(what, when),
      });
    const ofKinds = kinds.map((kind, k) => {
      const { many, group } = labelOfKind(kind);
      const name = `trend:${kind}`;
      return { feature: feature(name, many, group, { kind }), column: column(name, k) };
    });
    const name = 'activity:trend';
    const ofAll = { feature: feature(name, 'activities', 'Overall activity', {}), column: column(name, kinds.length) };
    return [...ofKinds, ofAll];
  },
};
