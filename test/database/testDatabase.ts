import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { migrate } from '../../src/database/migrate.ts';

/** A database of one test file on the run's server. */
export interface TestDatabase {
  readonly handle: DatabaseHandle;
  readonly connectionString: string;
  /** Closes the handle and drops the database. */
  drop(): Promise<void>;
}

/**
 * Makes a randomly named database, by default with the migrations applied.
 *
 * @param options.template connection string of one to copy, to which nobody is connected
 */
export async function createTestDatabase(
  options: { migrate?: boolean; template?: string } = {},
): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = options.template === undefined ? '' : ` TEMPLATE ${new URL(options.template).pathname.slice(1)}`;
  await onServer(server, `CREATE DATABASE ${name}${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connectionString = url.href;
  const handle = await openDatabase({ connectionString, directory: '' });
  if (options.migrate !== false) await migrate(handle);
  return {
    handle,
    connectionString,
    drop: async () => {
      await handle.close();
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
