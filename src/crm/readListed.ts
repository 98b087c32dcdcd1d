import { sql } from 'kysely';
import type pg from 'pg';
import type { EntityName } from '../config/entity.ts';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { Sources } from './source.ts';

/**
 * Columns of the rows of some accounts or contacts as texts, by their id; the first row of an id that occurs twice.
 *
 * @param columns of `Sources.select`, such as `email` or `attribute:industry`
 * @returns values in the order of `columns`; rows that are gone are absent.
 */
export async function readListedColumns(
  { client, kysely, sources }: { client: pg.ClientBase; kysely: DatabaseHandle['kysely']; sources: Sources },
  entity: EntityName & ('account' | 'contact'),
  ids: readonly string[],
  columns: readonly string[],
): Promise<ReadonlyMap<string, readonly (string | null)[]>> {
  const found = new Map<string, readonly (string | null)[]>();
  if (ids.length === 0 || columns.length === 0 || !sources.has(entity)) return found;
  const statement = sql`SELECT id, ARRAY[${sql.join(columns.map((column) => sql`${sql.id(column)}::text`))}] AS values
    FROM (${sql.raw(sources.select(entity))}) AS entity WHERE id = ANY (${[...ids]}::text[]) ORDER BY 1, 2`.compile(
    kysely,
  );
  const { rows } = await client
    .query<{ id: string; values: (string | null)[] }>(statement.sql, [...statement.parameters])
    .catch((error: unknown) => {
      throw databaseFailure(error, `reading ${entity} for the report`);
    });
  for (const { id, values } of rows) if (!found.has(id)) found.set(id, values);
  return found;
}

/** The last time the company approached somebody. */
export interface LastTouch {
  /** In microseconds since 1970. */
  readonly at: number;
  readonly channel: string;
  readonly by: string | null;
}

/** The last touch before an instant of each of some contacts; contacts without one are absent. */
export async function readLastTouches(
  { client, kysely, sources }: { client: pg.ClientBase; kysely: DatabaseHandle['kysely']; sources: Sources },
  ids: readonly string[],
  before: string,
): Promise<ReadonlyMap<string, LastTouch>> {
  if (ids.length === 0 || !sources.has('touch')) return new Map();
  const statement = sql`SELECT DISTINCT ON (contact_id) contact_id, channel, ${sql.id('by')} AS by,
      (extract(epoch FROM occurred_at) * 1000000)::bigint::text AS at
    FROM (${sql.raw(sources.select('touch'))}) AS touch
    WHERE contact_id = ANY (${[...ids]}::text[]) AND isfinite(occurred_at) AND occurred_at < ${before}::timestamptz
    ORDER BY contact_id, occurred_at DESC, channel, by`.compile(kysely);
  const { rows } = await client
    .query<{ contact_id: string; channel: string; by: string | null; at: string }>(statement.sql, [
      ...statement.parameters,
    ])
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading touches for the report');
    });
  return new Map(rows.map(({ contact_id, channel, by, at }) => [contact_id, { at: Number(at), channel, by }]));
}
