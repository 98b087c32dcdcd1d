import pg from 'pg';
import type { DatabaseHandle } from '../../database/connection.ts';
import { inTransaction } from '../../database/transaction.ts';

/** Replaces a schema by what the statements create in it. */
export function landIn(handle: DatabaseHandle, schema: string, statements: readonly string[]): Promise<void> {
  const quoted = pg.escapeIdentifier(schema);
  return inTransaction(handle, async (client) => {
    await client.query(`DROP SCHEMA IF EXISTS ${quoted} CASCADE; CREATE SCHEMA ${quoted}`);
    await client.query(`SET LOCAL search_path = ${quoted}, pg_catalog`);
    for (const statement of statements) await client.query(statement);
    const { rows } = await client.query<{ name: string }>(
      'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
      [schema],
    );
    // A connector's tables are analysed sooner or later; a plan made without is many times slower.
    for (const { name } of rows) await client.query(`ANALYZE ${quoted}.${pg.escapeIdentifier(name)}`);
  });
}
