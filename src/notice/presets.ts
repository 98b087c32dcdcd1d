import { z } from 'zod';
import { figure, names } from './figure.ts';

/** What the candidates are by which hands may be raised, in the singular: `form`. */
const what = z.string();

/** What `init --preset` says of the data that it found. */
export const presetFigures = {
  'hands-uncounted': z.object({ what }),
  'hands-sampled': z.object({ what }),
  'no-hand-taken': z.object({ what, candidates: figure }),
  /** Whose fields, in the plural; of `beyond`, how many are mapped. */
  'own-fields-left-out': z.object({
    ...{ of: z.string(), fields: names, mapped: figure.optional() },
    why: z.enum(['never-filled', 'one-value', 'all-different', 'dates-or-lists', 'past-unknown', 'beyond']),
  }),
  /** Whose fields, in the plural, and what the names of HubSpot's begin with. */
  'own-fields-untold': z.object({ of: z.string(), prefix: z.string() }),
  /** Values of a table's fields that the connector could not write, in percent of its rows; how many further fields there are. */
  'values-unwritten': z.object({
    fields: z.array(z.object({ table: z.string(), field: z.string(), percent: figure }).readonly()).readonly(),
    more: figure,
  }),
  /** By column, calls under ids that every stranger gets; the ids, the most frequent first. */
  'ids-of-nobody': z.object({
    places: z.array(z.object({ place: z.string(), calls: figure, ids: names }).readonly()).readonly(),
  }),
  'ids-of-many': z.object({
    ids: z.array(z.object({ id: z.string(), users: figure }).readonly()).readonly(),
    mostUsers: figure,
  }),
} as const;

/** What `init --preset` could map and does not, and why. */
export type LeftOutKind =
  | 'own-fields-left-out'
  | 'own-fields-untold'
  | 'values-unwritten'
  | 'ids-of-nobody'
  | 'ids-of-many';

/** What `init --preset` says of the list of raised hands as a whole. */
export type HandsKind = 'hands-uncounted' | 'hands-sampled' | 'no-hand-taken';
