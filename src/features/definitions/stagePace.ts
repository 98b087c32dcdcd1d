import { describe } from '../describe.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import type { Phrases } from '../feature.ts';
import { humanised } from '../vocabulary/kindLabels.ts';
import { agoPhrases, samePhrase } from '../wording/phrases.ts';

const family = { family: 'stagePace', version: 1, availability: 'event-time' } as const;

/** How long ago the furthest stage was reached, and how long it took from each stage to the next one. */
export const stagePace: FeatureFamily = {
  ...family,
  sentence: 'how fast the contact moves on the way to the outcome',
  type: 'number',
  units: ['days'],
  needs: ['event'],
  folds: ['stages'],
  windows: 0,
  columns({ activity: { sweep, stages } }) {
    if (stages.length === 0) return [];
    const columnOf = (
      [name, sentence]: readonly [string, string],
      parameters: Readonly<Record<string, unknown>>,
      phrases: Phrases,
      values: Float64Array,
    ): FeatureColumn => {
      const told = {
        name,
        sentence,
        parameters,
        phrases,
        type: 'number',
        unit: 'days',
        group: 'Stages reached',
      } as const;
      return { feature: describe({ ...family, ...told }), column: { kind: 'number', name, values } };
    };
    const since = columnOf(
      ['stage:since', 'days since the furthest stage was reached'],
      { stages },
      agoPhrases('furthest stage reached', 'no stage reached so far'),
      sweep.stageSince(),
    );
    const steps = stages.slice(1).map((next, stage) => {
      const from = stages[stage]!;
      const sentence = `days from the first ${humanised(from)} to the next ${humanised(next)}`;
      const missing = `not yet from ${humanised(from)} to ${humanised(next)}`;
      return columnOf(
        [`stage:${from}>${next}`, sentence],
        { from, next },
        samePhrase(`${sentence}: {value}`, missing),
        sweep.stageStep(stage),
      );
    });
    return [since, ...steps];
  },
};
