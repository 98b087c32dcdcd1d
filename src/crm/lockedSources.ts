import type pg from 'pg';
import { entityNames } from '../config/entity.ts';
import type { Source } from '../config/schema.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { inLockedSnapshot, type Patience } from '../database/lockedSnapshot.ts';
import { probeSources, type Sources } from './source.ts';

/**
 * Runs `work` in one transaction that sees a company's tables as they are at one instant; see {@link inLockedSnapshot}. What the
 * mapped names stand for is looked up under the same locks.
 *
 * @throws HandraiseError as `probeSources` and `inLockedSnapshot`.
 */
export function inLockedSources<T>(
  handle: DatabaseHandle,
  source: Source,
  options: { readonly signal: AbortSignal; readonly patience?: Patience },
  work: (client: pg.PoolClient, sources: Sources) => Promise<T>,
): Promise<T> {
  const find = (client: pg.ClientBase) => probeSources({ kysely: handle.kysely, pool: client }, source);
  return inLockedSnapshot(handle, { find, statements: selectsOf, ...options }, work);
}

/** SELECT of every entity that is mapped, or was imported. */
export function selectsOf(sources: Sources): readonly string[] {
  return entityNames.filter((entity) => sources.has(entity)).map((entity) => sources.select(entity));
}
