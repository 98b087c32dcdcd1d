import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import { otherValue } from '../sweep/eventProperties.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'sequence', version: 1, availability: 'event-time' } as const;

/** The kinds of the first and the last event of a contact; of several at one instant the last one by name. */
export const sequence: FeatureFamily = {
  ...family,
  sentence: 'how it began and what came last: the kinds of the first and the last event',
  type: 'category',
  units: ['kind'],
  needs: ['event'],
  folds: ['instants'],
  windows: 0,
  columns({ activity, snapshots }) {
    const { sweep, kinds } = activity;
    const columnOf = (which: 'first' | 'last', kindAt: (row: number) => number | null): FeatureColumn => {
      const name = `sequence:${which}`;
      const sentence = `kind of the ${which} activity`;
      const feature = describe({
        ...family,
        name,
        parameters: { which },
        type: 'category',
        unit: 'kind',
        group: 'Order of activities',
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, 'never active so far'),
      });
      const levelAt = (row: number) => {
        const kind = kindAt(row);
        return kind === null ? null : (kinds[kind] ?? otherValue);
      };
      return { feature, column: categoryColumn(name, snapshots.rows, levelAt) };
    };
    return [columnOf('first', (row) => sweep.firstKind(row)), columnOf('last', (row) => sweep.lastKind(row))];
  },
};
