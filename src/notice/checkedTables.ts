import { z } from 'zod';
import { figure, names } from './figure.ts';

/** The canonical entity that something was found in, such as `contact`. */
export const entity = z.string();

/** What `check` finds of a table as a whole. Tables are named as the catalogue has them; `quoted` ones as SQL wants them. */
export const checkedTableFigures = {
  /** An error of reading the entity, with what to do about it. */
  'entity-refused': z.object({ entity, message: z.string(), hint: z.string() }),
  /** Neither mapped nor imported: what nothing works without, and what most of a model rests on. */
  'needed-entity-absent': z.object({ entity }),
  'events-absent': z.object({ entity }),
  'needed-table-empty': z.object({ entity, table: z.string() }),
  'table-empty': z.object({ entity, table: z.string() }),
  'source-rows-hidden': z.object({ entity, tables: names, role: z.string() }),
  /** Tables that inherit from another and are read once with it and once by themselves. */
  'inherited-read-twice': z.object({ entity, children: names, parent: z.string(), quoted: z.string() }),
  /** Tables whose rows are read with those of the one they inherit from: their rows, and those that are in the parent alone. */
  'inherited-rows': z.object({
    ...{ entity, children: names, parent: z.string(), quoted: z.string() },
    ...{ rows: figure, own: figure },
  }),
  'inherited-beside-own': z.object({
    ...{ entity, children: names, parent: z.string(), quoted: z.string() },
    ...{ rows: figure, own: figure },
  }),
  'on-another-server': z.object({ entity, tables: names }),
  'index-order-changed': z.object({ entity, indexes: names, quoted: z.string() }),
  'subscription-off': z.object({ entity, subscription: z.string(), table: z.string() }),
  'subscription-copying': z.object({ entity, subscription: z.string(), table: z.string() }),
  'zone-declared': z.object({ entity, fields: names, zone: z.string() }),
  'days-without-time': z.object({ entity, field: z.string(), bound: z.enum(['start', 'end']), zone: z.string() }),
  'accounts-absent': z.object({ entity }),
  'arrival-unknown': z.object({ entity }),
  /** Fields whose column has a type or a collation that takes different texts for equal. */
  'loose-text': z.object({ entity, fields: names, by: z.enum(['type', 'collation']), name: z.string() }),
  /** Day of the newest row (ISO 8601), days since, and the longest pause of the year before in days; null where there was none. */
  'feed-stopped': z.object({ entity, last: z.string(), age: figure, pause: z.number().nullable() }),
  /** A share of the rows above which an attribute counts as hardly ever known. */
  'attribute-mostly-missing': z.object({ entity, attribute: z.string(), rows: figure, above: figure }),
  'attribute-of-today': z.object({ entity, attribute: z.string() }),
  'attribute-without-history': z.object({ entity, attribute: z.string() }),
  /** Rows with a value that is no number, and the commonest of these values. */
  'attribute-not-numeric': z.object({ entity, attribute: z.string(), rows: figure, examples: names }),
  'property-not-numeric': z.object({ entity, property: z.string(), rows: figure, examples: names }),
} as const;
