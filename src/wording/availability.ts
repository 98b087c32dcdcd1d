import type { Feature } from '../features/feature.ts';

/** By availability, the rule that makes a value known at a past date. */
export const availabilityRules: Readonly<Record<Feature['availability'], string>> = {
  'event-time': 'computed from events that had occurred, and were known, before the date',
  history: 'the last value that its history has from before the date',
  stable: 'declared never to change, so today’s value was the value then',
  'created-with': 'set when the record was created, and declared not to change since',
  undated: 'taken from a file in which nothing says when it was written',
  'current-state': 'known only as it is today; no rule says what it was then',
};
