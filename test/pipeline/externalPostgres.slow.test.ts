import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { handraise } from '../cli/handraise.ts';
import { startPostgres15 } from '../database/postgres15.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';

interface Row {
  readonly contact_id: string;
  readonly rank: number;
  readonly probability: number;
}

async function published(connectionString: string): Promise<Row[]> {
  const handle = await openDatabase({ connectionString, directory: '' });
  try {
    const { rows } = await handle.pool.query<Row>(
      'SELECT contact_id, rank, probability FROM handraise.candidate ORDER BY rank',
    );
    return rows;
  } finally {
    await handle.close();
  }
}

describe('an external Postgres 15 and an 18', () => {
  let old: Awaited<ReturnType<typeof startPostgres15>>;
  let recent: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;

  beforeAll(async () => {
    [old, recent, folder] = await Promise.all([startPostgres15(), createTestDatabase(), temporaryFolder()]);
  });

  afterAll(async () => {
    await Promise.all([old.stop(), recent.drop(), rm(folder, { recursive: true, force: true })]);
  });

  it('publish the same ranking with the same probabilities', async () => {
    const rankings: Row[][] = [];
    for (const [name, database] of [
      ['old', old.connectionString],
      ['recent', recent.connectionString],
    ] as const) {
      const args = ['demo', '--contacts', '5000', '--seed', '6', '--folder', name, '--json'];
      expect(await handraise(args, { cwd: folder, database })).toMatchObject({ code: 0 });
      rankings.push(await published(database));
    }
    const [before, after] = rankings;
    expect(before!.length).toBeGreaterThan(1000);
    expect(after!.map((row) => row.contact_id)).toEqual(before!.map((row) => row.contact_id));
    for (const [index, row] of before!.entries())
      expect(Math.abs(row.probability - after![index]!.probability)).toBeLessThanOrEqual(1e-12);
  }, 180_000);
});
