import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { labelOfKind } from '../vocabulary/kindLabels.ts';
import { momentumPhrases } from '../wording/phrases.ts';

const family = { family: 'momentum', version: 1, availability: 'event-time' } as const;

/**
 * Whether a change quickens: the log ratio of the rate in the shortest window to that in the rest of the next one, minus the log
 * ratio of the latter to the rate in the rest of the longest one.
 *
 * All three rates are scaled to the longest window and half an event is added to each, so that nothing at all reads as 0.
 * Absent with fewer than three windows.
 */
export const momentum: FeatureFamily = {
  ...family,
  sentence: 'whether something is speeding up or slowing down',
  type: 'number',
  units: ['log ratio'],
  needs: ['event'],
  folds: ['counts'],
  windows: 3,
  columns({ activity, snapshots }) {
    const { sweep, kinds } = activity;
    const { days, spans } = sweep.lookback;
    const longest = spans.length - 1;
    const [shortest, next, whole] = [spans[0]!, spans[1]!, spans[longest]!];
    const logRate = (events: number, span: number) => Math.log(events * (whole / span) + 0.5);
    const column = (name: string, kind: number) =>
      numberColumn(name, snapshots.rows, (row) => {
        const inShortest = sweep.count(row, kind, 0);
        const inNext = sweep.count(row, kind, 1);
        const recent = logRate(inShortest, shortest);
        const middle = logRate(inNext - inShortest, next - shortest);
        const earlier = logRate(sweep.count(row, kind, longest) - inNext, whole - next);
        return recent - middle - (middle - earlier);
      });
    const used = [days[0]!, days[1]!, days[longest]!];
    const feature = (name: string, what: string, group: string, parameters: Readonly<Record<string, unknown>>) =>
      describe({
        ...family,
        name,
        parameters: { ...parameters, days: used },
        type: 'number',
        unit: 'log ratio',
        group,
        sentence: `whether ${what} speed up or slow down over ${used.join(', ')} days`,
        phrases: momentumPhrases(what),
      });
    const ofKinds = kinds.map((kind, k) => {
      const { many, group } = labelOfKind(kind);
      const name = `momentum:${kind}`;
      return { feature: feature(name, many, group, { kind }), column: column(name, k) };
    });
    const name = 'activity:momentum';
    const ofAll = { feature: feature(name, 'activities', 'Overall activity', {}), column: column(name, kinds.length) };
    return [...ofKinds, ofAll];
  },
};
