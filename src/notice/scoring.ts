import { z } from 'zod';
import { bounds, figure, names } from './figure.ts';

/** What a scoring gate measured. Instants are ISO 8601, shares between 0 and 1. */
export const scoringFigures = {
  'no-comparison': z.object({}),
  /** Tables of which the role may not see every row, as SQL writes them. */
  'rows-hidden': z.object({ tables: names }),
  /** Tables that are read once with the one they inherit from and once by themselves. */
  'rows-read-twice': z.object({ tables: names }),
  /** Optional fields that had a column, such as `contact.title`, of how many. */
  'fields-gone': z.object({ gone: names, fields: figure }),
  /** Rows known before an instant: as the earlier run counted them, and now. The bounds are of `now` over `was`. */
  'rows-recounted': z.object({
    of: z.enum(['contacts', 'accounts', 'outcomes', 'opportunities', 'suppressions', 'events']),
    before: z.string(),
    was: figure,
    now: figure,
    bounds,
  }),
  /** Rows that say when they were created, those of the commonest instant, and the share of these: the highest before, and the most that is allowed. */
  'created-alike': z.object({
    of: z.enum(['contacts', 'accounts']),
    rows: figure,
    alike: figure,
    highest: figure,
    most: figure,
  }),
  /** Hours by which events lie later than before, 0 where no number of hours explains the difference, and the share of them in another hour. */
  'events-shifted': z.object({
    /** Events that an earlier run counted, or those of the last week by hour of the day. */
    of: z.enum(['past', 'latest']),
    hours: figure,
    moved: figure,
  }),
  /** Days since the newest, and the most that are allowed. Of the year before: days with any, the longest pause, and what nine in ten are no longer than. */
  'feed-age': z.object({
    of: z.enum(['events', 'arrivals', 'outcomes']),
    age: figure,
    mostDays: figure,
    days: figure,
    longest: figure,
    ordinary: figure,
  }),
  /** Events of the last days; the fewest and the most of as many days before other instants. */
  'event-volume': z.object({ days: figure, count: figure, lowest: figure, highest: figure, bounds }),
  /** Kinds that occurred before and do not any more, those that occur instead, and the share of the events that were of them. */
  'event-kinds-gone': z.object({
    kinds: names,
    instead: names,
    share: figure,
    /** Whether even the events of the past that were of these kinds are of them no more. */
    rewritten: z.boolean(),
    mostShare: figure,
  }),
  'event-kinds-new': z.object({ kinds: names, share: figure, mostShare: figure }),
  /** Contacts that may be approached. The bounds are of their share. */
  coverage: z.object({ candidates: figure, contacts: figure, lowest: figure, highest: figure, bounds }),
  /** A feature that has lost its values: share of the rows before, at most, and now. */
  'feature-values': z.object({
    /** Rows without a value, with a level that training hardly knew, with a number far beyond every one of training, or, at least, with another value than before. */
    of: z.enum(['missing', 'unseen', 'beyond', 'moved']),
    feature: z.object({ name: z.string(), sentence: z.string() }).readonly(),
    /** Share of what moves the model's test rows that the feature moves. */
    weight: figure,
    before: figure,
    after: figure,
    most: figure,
  }),
  /** Features whose values have moved, and how far from the nearest of the instants that are compared with. */
  'features-shifted': z.object({
    features: z
      .array(z.object({ name: z.string(), sentence: z.string(), weight: figure, psi: figure }).readonly())
      .readonly(),
    compared: figure,
    /** Share of what the model goes by that rests on them, and the most that is allowed. */
    weight: figure,
    mostWeight: figure,
    /** From this population stability index on, what chance gives apart, a feature has moved. */
    mostShift: figure,
  }),
  /** Conversions expected of a candidate on average. */
  'expected-conversions': z.object({ candidates: figure, mean: figure, lowest: figure, highest: figure, bounds }),
  /** Instant of the published ranking, the contacts in both, and the rank correlation of their probabilities. */
  'ranking-order': z.object({ before: z.string(), shared: figure, correlation: figure, least: figure }),
  /** Population stability index of the probabilities from the nearest of the instants that are compared with. */
  'probabilities-shifted': z.object({ psi: figure, mostShift: figure }),
} as const;
