import pg from 'pg';
import type { EmbeddedServer } from '../../src/database/embedded/embedded.ts';

/** Rows of a statement, by a connection of its own to an embedded server. */
export async function query(server: Pick<EmbeddedServer, 'connectionString'>, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
