import { z } from 'zod';
import { entity } from './checkedTables.ts';
import { figure, names } from './figure.ts';

const program = { entity, program: z.string() };

/** What `check` finds of what a program asks of the data. Spans are in days. */
export const checkedProgramFigures = {
  'outcome-never-reached': z.object(program),
  /** Contacts that reached the outcome, and the fewest that training and test need. */
  'outcome-rare': z.object({ ...program, positives: figure, trainPositives: figure, testPositives: figure }),
  /** The first few kinds of so many; null is no kind. */
  'outcome-kinds-mixed': z.object({ ...program, kinds: figure, first: z.array(z.string().nullable()).readonly() }),
  'outcome-kind-unknown': z.object({
    ...program,
    outcomeKind: z.string(),
    commonest: z.array(z.string().nullable()).readonly(),
  }),
  'history-below-horizon': z.object({ ...program, days: figure, needed: figure }),
  'history-short': z.object({ ...program, days: figure, horizonDays: figure }),
  /** Days from the first fact to the first outcome. */
  'outcome-starts-late': z.object({ ...program, days: figure }),
  'outcome-of-most': z.object({ ...program, reached: figure, contacts: figure }),
  /** Contacts that reached the outcome so many seconds after their creation, or before, of all that reached it. */
  'outcome-with-creation': z.object({ ...program, early: figure, reached: figure, seconds: figure }),
  /** Outcomes within one span of time, from an instant or day on (ISO 8601), of all. */
  'outcomes-dated-together': z.object({
    ...program,
    ...{ together: figure, outcomes: figure, unit: z.enum(['minute', 'hour', 'day']), from: z.string() },
  }),
  /** Channels that the program names and no suppression has, and those there are. */
  'channels-unknown': z.object({ ...program, channels: names, known: names }),
  'most-suppressed': z.object({ ...program, suppressed: figure, contacts: figure }),
  /** A feature that had these two values as of a date (ISO 8601), by what happened later. */
  'feature-knows-future': z.object({
    ...program,
    feature: z.string(),
    asOf: z.string(),
    values: z.tuple([z.string(), z.string()]).readonly(),
  }),
} as const;
