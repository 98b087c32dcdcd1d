import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/** What several files of a run begin with. */
export interface Shared<T> {
  /** Connection string of a database to copy, to which nobody is connected. */
  readonly template: string;
  /** A folder to copy. */
  readonly folder: string;
  readonly made: T;
}

/**
 * Gives a database and a folder that the first file of a run to ask for them has made; the others wait for it. Both are to be copied, and go with
 * the run's server.
 *
 * @param make fills both, and gives what is to be known of them, as JSON
 * @param template what the database begins as, by default empty
 */
export async function shared<T>(
  name: string,
  make: (database: TestDatabase, folder: string) => Promise<T>,
  template?: string,
): Promise<Shared<T>> {
  const folder = join(inject('sharedFolder'), createHash('sha256').update(name).digest('hex').slice(0, 16));
  const record = join(folder, 'made.json');
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  try {
    // Held by this session until it ends, or until it dies with what it was making.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const before = await readFile(record, 'utf8').catch(() => undefined);
    if (before !== undefined) return JSON.parse(before);
    await rm(folder, { recursive: true, force: true });
    const files = join(folder, 'files');
    await mkdir(files, { recursive: true });
    const database = await createTestDatabase(template === undefined ? {} : { template });
    const made = await make(database, files).finally(() => database.handle.close());
    const result = { template: database.connectionString, folder: files, made };
    await writeFile(record, JSON.stringify(result));
    return result;
  } finally {
    await client.end();
  }
}
