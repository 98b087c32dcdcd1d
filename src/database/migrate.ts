import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import { errorCodeOf } from '../systemFailure.ts';
import type { DatabaseHandle } from './connection.ts';
import { leaseDeadline } from './deadlines.ts';
import { databaseFailure } from './failure.ts';
import { type Migration, migrationDirectory, readMigrations } from './migrationFiles.ts';

/** Advisory lock of whoever migrates: "hand", "migr" in ASCII. */
const lockKey = [0x68616e64, 0x6d696772] as const;

const foundation = `
DO $$ BEGIN
  -- CREATE SCHEMA IF NOT EXISTS asks for the right to create even where an administrator made the schema for us.
  IF to_regnamespace('handraise') IS NULL THEN CREATE SCHEMA handraise; END IF;
END $$;
CREATE TABLE IF NOT EXISTS handraise.migration (
  number integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)`;

/**
 * Brings schema `handraise` to this program's version; a schema that is there already is only checked.
 *
 * Each file of sql/migrations runs once, in order, in one transaction with its row in handraise.migration; an advisory
 * lock lets one process at a time migrate, the others wait and then find nothing to do.
 *
 * @param directory folder of the migrations; the program's own by default
 * @returns names of the migrations that were applied now
 * @throws HandraiseError config when the schema is newer than the program or an applied file was changed since,
 *   permission (with who has to run what) when the role may not read, make or change the schema, or the server is read-only
 */
export async function migrate(
  handle: DatabaseHandle,
  directory: string = migrationDirectory,
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(directory);
  const client = await handle.pool.connect().catch((error: unknown) => {
    throw databaseFailure(error, `connecting to ${handle.description}`);
  });
  try {
    return { applied: await bringUp(client, migrations) };
  } catch (error) {
    throw databaseFailure(error, 'migrating schema handraise');
  } finally {
    // Ends the session, and the advisory lock with it.
    client.release(true);
  }
}

async function bringUp(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  const before = await appliedMigrations(client).catch((error: unknown) => refused(client, error));
  if (pending(before, migrations).length === 0) return [];
  await refuseReadOnly(client);
  // Nothing is computed between two statements, so that a session that waits is one whose link has gone silent: it must not keep others out.
  await client.query(
    `SET idle_session_timeout = ${leaseDeadline}; SET idle_in_transaction_session_timeout = ${leaseDeadline}`,
  );
  await client.query('SELECT pg_advisory_lock($1, $2)', [...lockKey]);
  await client.query(foundation).catch((error: unknown) => refused(client, error));
  const waiting = pending(await appliedMigrations(client), migrations);
  for (const migration of waiting) await apply(client, migration);
  return waiting.map(nameOf);
}

interface Applied {
  number: number;
  name: string;
  checksum: string;
}

async function appliedMigrations(client: pg.PoolClient): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('handraise.migration') IS NOT NULL AS there",
  );
  if (rows[0]?.there !== true) return [];
  return (await client.query<Applied>('SELECT number, name, checksum FROM handraise.migration ORDER BY number')).rows;
}

/** The migrations still to run, after checking that the ones that ran are ours. */
function pending(applied: readonly Applied[], migrations: readonly Migration[]): readonly Migration[] {
  const newest = applied.at(-1);
  if (newest !== undefined && newest.number > migrations.length) {
    throw new HandraiseError(
      'config',
      `the schema handraise is at version ${newest.number}, this program knows ${migrations.length}`,
      { hint: 'upgrade handraise' },
    );
  }
  const checksums = new Map(applied.map(({ number, checksum }) => [number, checksum]));
  return migrations.filter((migration) => {
    const checksum = checksums.get(migration.number);
    if (checksum !== undefined && checksum !== migration.checksum) {
      throw new HandraiseError('config', `migration ${nameOf(migration)} is not the one this database was made with`, {
        hint: 'use the handraise that made it, or another database',
      });
    }
    return checksum === undefined;
  });
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query('INSERT INTO handraise.migration (number, name, checksum) VALUES ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    await explainPermission(client, error);
    throw databaseFailure(error, `applying migration ${nameOf(migration)}`);
  }
}

async function refuseReadOnly(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ replica: boolean; readonly: boolean }>(
    `SELECT pg_is_in_recovery() AS replica, current_setting('transaction_read_only')::boolean AS readonly`,
  );
  if (rows[0]?.replica === true || rows[0]?.readonly === true) {
    throw new HandraiseError('permission', 'the database is read-only, and the schema handraise is not up to date', {
      hint: rows[0].replica ? 'connect to the primary, not to a replica' : 'unset default_transaction_read_only',
    });
  }
}

/** What a statement failed with; where it was for want of a right, with who has to run what. */
async function refused(client: pg.PoolClient, error: unknown): Promise<never> {
  await explainPermission(client, error);
  throw error;
}

/**
 * Says who has to do what where a right is missing: the owner of the schema has to grant the reading, or to bring it up to date; where there
 * is no schema yet, somebody has to make it.
 */
async function explainPermission(client: pg.PoolClient, error: unknown): Promise<void> {
  if (errorCodeOf(error) !== '42501') return;
  const { rows } = await client.query<{ role: string; database: string; owner: string | null; readable: boolean }>(
    `SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS database, owner,
            coalesce(migrations IS NULL OR has_table_privilege(migrations, 'SELECT')
                     AND has_schema_privilege(schema, 'USAGE'), true) AS readable
     FROM (SELECT) AS one
     LEFT JOIN (SELECT oid AS schema, pg_get_userbyid(nspowner)::text AS owner FROM pg_catalog.pg_namespace
                WHERE nspname = 'handraise') AS schemas ON true
     LEFT JOIN (SELECT oid AS migrations, relnamespace FROM pg_catalog.pg_class WHERE relname = 'migration') AS tables
       ON relnamespace = schema`,
  );
  const { role, database, owner, readable } = rows[0]!;
  const failure = (message: string, hint: string) => new HandraiseError('permission', message, { hint, cause: error });
  if (owner === null)
    throw failure(
      'there is no schema handraise yet, and the role may not make it',
      `run any command once as a role that may, such as handraise status; or as the owner of the database: GRANT CREATE ON DATABASE ${database} TO ${role}`,
    );
  if (!readable)
    throw failure(
      'the role may not read the schema handraise',
      `as ${owner}, run: GRANT USAGE ON SCHEMA handraise TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO ${role}`,
    );
  throw failure(
    'the schema handraise is not up to date, and the role may not change it',
    `run any command once as ${owner}, such as handraise status; where it holds nothing yet, this is enough too, as ${owner}: GRANT USAGE, CREATE ON SCHEMA handraise TO ${role}`,
  );
}

function nameOf(migration: { number: number; name: string }): string {
  return `${String(migration.number).padStart(4, '0')}_${migration.name}`;
}
