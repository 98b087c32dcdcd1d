import type pg from 'pg';
import type { Sources } from '../crm/source.ts';
import type { Instant } from '../time/instant.ts';
import type { Tally } from './tally.ts';

/** What every reader of an entity works with. */
export interface Reading {
  /** Inside a transaction that sees one instant of the database. */
  readonly client: pg.ClientBase;
  readonly sources: Sources;
  /** Nothing known at or after is used. */
  readonly knownBefore: Instant;
  /** Whether what began today counts already, whatever a model may know of it. */
  readonly ofToday: boolean;
  /** Rows left out or repaired, by what was wrong with them. */
  readonly anomalies: Tally<string>;
}

/** Index of each id. */
export function indexOfIds(ids: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (let i = 0; i < ids.length; i++) index.set(ids[i]!, i);
  return index;
}
