import { microsecondsPerDay } from '../../time/instant.ts';
import { accountKnownAt } from '../asOf/accountKnownAt.ts';
import { numberColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import type { Phrases } from '../feature.ts';
import { agoPhrases, countPhrases } from '../wording/phrases.ts';
import { windowText } from '../wording/windowText.ts';

const family = { family: 'accountActivity', version: 1, availability: 'event-time' } as const;
const missing = { missing: 'no account with colleagues known' };

/**
 * What the other people of the contact's account did: events in each lookback window, people active in the shortest
 * and the longest, days since the last activity. Missing for a contact without account.
 */
export const accountActivity: FeatureFamily = {
  ...family,
  sentence: 'what colleagues at the same account did lately',
  type: 'number',
  units: ['events', 'people', 'days'],
  needs: ['account', 'event'],
  folds: ['account'],
  windows: 1,
  columns(context) {
    const { activity, snapshots } = context;
    const { sweep } = activity;
    const { days } = sweep.lookback;
    const make = (
      name: string,
      unit: string,
      sentence: string,
      phrases: Phrases,
      valueAt: (row: number) => number,
    ) => ({
      feature: describe({
        ...family,
        name,
        parameters: { name },
        type: 'number',
        unit,
        group: 'Activity at the company',
        sentence,
        phrases,
      }),
      column: numberColumn(name, snapshots.rows, (row) =>
        accountKnownAt(context, row) < 0 ? Number.NaN : valueAt(row),
      ),
    });
    const events = days.map((day, w) => {
      const { name, words } = windowText(day);
      const phrases = { ...countPhrases('activity of colleagues', 'activities of colleagues', words), ...missing };
      return make(`colleagues:events:${name}`, 'events', `activities of colleagues ${words}`, phrases, (row) =>
        sweep.othersEvents(row, w),
      );
    });
    const people = [...new Set([0, days.length - 1])].map((w) => {
      const { name, words } = windowText(days[w]!);
      const phrases = { ...countPhrases('active colleague', 'active colleagues', words), ...missing };
      return make(`colleagues:people:${name}`, 'people', `active colleagues ${words}`, phrases, (row) =>
        sweep.othersPeople(row, w),
      );
    });
    const ago = agoPhrases('a colleague was last active', 'no activity of colleagues so far');
    const recency = make(
      'colleagues:recency',
      'days',
      'days since a colleague was last active',
      ago,
      (row) => (snapshots.asOf[row]! - sweep.othersLast(row)) / microsecondsPerDay,
    );
    return [...events, ...people, recency];
  },
};
