import { z } from 'zod';
import { entity } from './checkedTables.ts';
import { figure, names } from './figure.ts';
import { machineFigures } from './machineFigures.ts';

/** How many rows it concerns, and up to five of their ids. */
const rows = { entity, rows: figure, examples: names };
const ofField = z.object({ ...rows, field: z.string() });

/** What `check` finds wrong with rows of an entity. */
export const checkedRowFigures = {
  'field-missing': ofField,
  'id-too-long': z.object({ ...rows, field: z.string(), mostBytes: figure }),
  /** Whether the field may lie ahead without end, so that only the beginning of time is wrong. */
  'instant-infinite': z.object({ ...rows, field: z.string(), mayLieAhead: z.boolean() }),
  'instant-too-early': z.object({ ...rows, field: z.string(), year: z.string() }),
  'instant-in-future': ofField,
  'instant-too-late': z.object({ ...rows, field: z.string(), year: z.string() }),
  'number-not-finite': ofField,
  'number-negative': ofField,
  'unknown-account': ofField,
  'unknown-contact': ofField,
  'unknown-opportunity': ofField,
  /** Whether the contacts of opportunities were looked at, too. */
  'opportunity-of-nobody': z.object({ ...rows, links: z.boolean() }),
  'history-of-neither': z.object(rows),
  'history-of-unknown': z.object({ ...rows, of: z.enum(['contact', 'account']) }),
  'event-before-contact': z.object(rows),
  'outcome-before-contact': z.object(rows),
  'known-before-it-happened': z.object(rows),
  'known-late': z.object(rows),
  'closed-before-opened': z.object(rows),
  'won-without-date': z.object(rows),
  'ends-before-it-begins': z.object(rows),
  /** Rows that share their key with an earlier one. */
  'key-repeated': z.object({ ...rows, key: names }),
  'events-without-id': z.object({ entity }),
  'older-versions': z.object({ entity, rows: figure, version: z.string() }),
  /** Ids with several rows of different content; the column that is to tell the latest, and one that could. */
  'versions-differ': z.object({
    entity,
    ids: figure,
    examples: names,
    version: z.string().nullable(),
    possible: z.string().nullable(),
  }),
  /** A column that marks rows as deleted, and the SQL condition of the others; the table to read, null of a query. */
  'deletion-mark-unused': z.object({
    entity,
    column: z.string(),
    rows: figure,
    keep: z.string(),
    table: z.string().nullable(),
  }),
  /** Rows dated on one day, of all that have a date. */
  'dated-one-day': z.object({ entity, field: z.string(), day: z.string(), rows: figure, dated: figure }),
  /** The largest of so many bursts of events, all with their rows; null is no kind. */
  'burst-of-one': z.object({
    ...rows,
    bursts: figure,
    eventKind: z.string().nullable(),
    largest: figure,
    at: z.string(),
  }),
  'burst-of-many': z.object({
    ...{ entity, rows: figure, bursts: figure, eventKind: z.string().nullable(), largest: figure, at: z.string() },
    /** Events from which on those of one contact count as a burst. */
    burst: figure,
  }),
  'machine-events': z.object({ entity, ...machineFigures }),
  /** Kinds that are declared as sends, opens or clicks. */
  'machine-kinds-absent': z.object({ entity, kinds: names }),
} as const;
