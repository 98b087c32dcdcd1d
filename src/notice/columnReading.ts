import { z } from 'zod';
import { figure, names } from './figure.ts';

/** What says what a column is, or keeps it from being told. */
const readingReason = z.discriminatedUnion('why', [
  z.object({
    why: z.enum([
      ...(['settled', 'outcome', 'no-value', 'one-value', 'counts-records', 'too-long', 'telephones'] as const),
      ...(['days-above-12', 'order-of-file', 'other-columns', 'day-is-month', 'years-of-1900s', 'percent'] as const),
      ...(['day-or-month', 'days-in-both-places', 'two-ways'] as const),
      ...(['days-of-excel', 'seconds', 'milliseconds', 'almost-days'] as const),
    ]),
  }),
  /** Cells that fit, of those that have a value. */
  z.object({ why: z.enum(['fits', 'few-numbers', 'one-way']), cells: figure, known: figure }),
  z.object({ why: z.literal('few-dates'), cells: figure, known: figure, format: z.string() }),
  z.object({ why: z.enum(['leading-zeros', 'codes', 'exponents']), cells: figure }),
  /** A mark before three digits: whether decimals follow it, and what tells. */
  z.object({ why: z.literal('mark-open'), mark: z.string() }),
  z.object({
    ...{ why: z.literal('mark-settled'), mark: z.string(), decimals: z.boolean() },
    by: z.discriminatedUnion('what', [
      z.object({ what: z.literal('column'), column: z.string(), decimal: z.string() }),
      z.object({ what: z.enum(['small-numbers', 'separator']) }),
    ]),
  }),
  /** Empty for none. */
  z.object({ why: z.literal('units'), units: names }),
  /** Different texts, whether there are more than were counted, the markers of missing values among them that count as values. */
  z.object({ why: z.literal('texts'), texts: figure, more: z.boolean(), markers: names, repeat: z.boolean() }),
]);

/** What says what a column is, or keeps it from being told. */
export type ReadingReason = z.output<typeof readingReason>;

/** What says what a column is, the strongest first. */
export const readingReasons = z.array(readingReason).readonly();

/** Why a column may be something else than it was taken for, and the type, as `--type` takes it, that settles it. */
const readingDoubt = z.object({ reason: readingReason, asText: z.boolean(), type: z.string().optional() });

/** Why a column may be something else than it was taken for, and the type, as `--type` takes it, that settles it. */
export type ReadingDoubt = z.output<typeof readingDoubt>;

/** What a column of a flat file was taken for. */
export const columnReadingFigures = {
  'column-read': z.object({ column: z.string(), reasons: readingReasons }),
  /** Earlier versions stored a sentence. */
  'column-doubtful': z.object({ column: z.string(), doubt: z.union([readingDoubt, z.string()]) }),
} as const;
