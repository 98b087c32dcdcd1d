import { microsecondsPerDay } from '../../time/instant.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'gaps', version: 1, availability: 'event-time' } as const;

/** The gaps of a day and more between the events of a contact: their mean and spread, and how many of them the present one is long. */
export const gaps: FeatureFamily = {
  ...family,
  sentence: 'how long the contact usually pauses between visits, and whether the next one is overdue',
  type: 'number',
  units: ['days', 'ratio'],
  needs: ['event'],
  folds: ['instants', 'last'],
  windows: 0,
  columns({ activity, snapshots }) {
    const { sweep, kinds } = activity;
    const [mean, spread] = [sweep.gapMean(), sweep.gapSpread()];
    const columnOf = (
      [name, unit, sentence, missing]: readonly [string, string, string, string],
      valueAt: (row: number) => number,
    ): FeatureColumn => ({
      feature: describe({
        ...family,
        name,
        parameters: { name },
        type: 'number',
        unit,
        group: 'Rhythm of activity',
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, missing),
      }),
      column: numberColumn(name, snapshots.rows, valueAt),
    });
    const none = 'no pause between visits so far';
    const since = (row: number) => (snapshots.asOf[row]! - sweep.last(row, kinds.length)) / microsecondsPerDay;
    return [
      columnOf(['gap:mean', 'days', 'usual days between visits', none], (row) => mean[row]!),
      columnOf(
        ['gap:spread', 'days', 'spread of the days between visits', 'no two pauses so far'],
        (row) => spread[row]!,
      ),
      columnOf(
        ['gap:overdue', 'ratio', 'time since the last visit, in usual pauses', none],
        (row) => since(row) / mean[row]!,
      ),
    ];
  },
};
