import { type RawBuilder, sql } from 'kysely';
import type { DatabaseHandle } from '../../database/connection.ts';
import { inTransaction } from '../../database/transaction.ts';
import { demoEnd } from '../company.ts';

/** The end of the demo company's record, as SQL. */
export const recordEnd = sql`to_timestamp(${sql.lit(demoEnd / 1_000_000)})`;

/** Makes a schema anew and runs statements one after the other, all or none. */
export async function fillSchema(
  handle: DatabaseHandle,
  schema: string,
  statements: readonly RawBuilder<unknown>[],
): Promise<void> {
  await inTransaction(handle, async (client) => {
    const all = [
      sql`DROP SCHEMA IF EXISTS ${sql.id(schema)} CASCADE`,
      sql`CREATE SCHEMA ${sql.id(schema)}`,
      ...statements,
    ];
    for (const statement of all) await client.query(statement.compile(handle.kysely).sql);
  });
}

/** Activities of the demo company without those that arrived twice: each as it arrived first. */
export const activitiesOnce = sql`(SELECT activity_id, person_id, activity, happened_at, min(loaded_at) AS loaded_at
  FROM handraise_demo.activities GROUP BY activity_id, person_id, activity, happened_at)`;
