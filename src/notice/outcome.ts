import { z } from 'zod';
import { figure } from './figure.ts';

/** Of contacts that were watched for long enough: how many, and the shares that reach the outcome within the horizon of their first date and of their first event. */
const horizon = z.object({
  horizonDays: figure,
  watched: figure,
  fromDate: figure,
  fromTouch: figure,
  halfDays: figure,
});

/** What `outcome` says of the outcome of a program. */
export const outcomeFigures = {
  'outcomes-missing': z.object({ contacts: figure }),
  'horizon-fits': horizon,
  'horizon-short': horizon,
  'horizon-unwatched': z.object({ horizonDays: figure, watched: figure, needed: figure }),
  'outcomes-uncounted': z.object({ outcomes: figure, counted: figure, reason: z.string(), ofReason: figure }),
  'outcomes-untouched': z.object({ contacts: figure, without: figure }),
  'outcome-shared': z.object({ other: z.string(), contacts: figure, both: figure, same: z.boolean() }),
  'months-without-outcome': z.object({ months: figure, first: z.string(), last: z.string() }),
} as const;

export type OutcomeNoticeKind = keyof typeof outcomeFigures;
