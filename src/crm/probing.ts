import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';

/** Where relations are looked at: a pool, or one connection, which has then locked them. */
export interface Probing {
  /** Makes the text of statements. */
  readonly kysely: DatabaseHandle['kysely'];
  readonly pool: Pick<pg.Pool, 'query'>;
}

/** Rows of a statement. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  { kysely, pool }: Probing,
  statement: RawBuilder<unknown>,
): Promise<Row[]> {
  const { sql: text, parameters } = statement.compile(kysely);
  return (await pool.query<Row>(text, [...parameters])).rows;
}
