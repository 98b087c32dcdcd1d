import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'furthestStage', version: 1, availability: 'event-time' } as const;

/** The furthest of the stages that the program names of which there was an event. */
export const furthestStage: FeatureFamily = {
  ...family,
  sentence: 'how far the contact has come on the way to the outcome',
  type: 'category',
  units: ['category'],
  needs: ['event'],
  folds: ['stages'],
  windows: 0,
  columns({ activity: { sweep, stages }, snapshots }) {
    if (stages.length === 0) return [];
    const name = 'stage:furthest';
    const sentence = 'furthest stage reached';
    const feature = describe({
      ...family,
      name,
      parameters: { stages },
      type: 'category',
      unit: 'category',
      group: 'Stages reached',
      sentence,
      phrases: samePhrase(`${sentence}: {value}`, 'no stage reached so far'),
    });
    const levelAt = (row: number) => {
      const stage = sweep.furthestStage(row);
      return stage === null ? null : stages[stage]!;
    };
    return [{ feature, column: categoryColumn(name, snapshots.rows, levelAt) }];
  },
};
