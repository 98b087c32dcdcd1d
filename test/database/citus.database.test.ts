import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

const root = join(import.meta.dirname, '../..');

/** They only write down what they were asked for. */
const standIns = `
  CREATE TABLE public.asked (relation text, distributed_by text, beside text);
  CREATE FUNCTION create_reference_table(relation regclass) RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.asked SELECT relname, NULL, NULL FROM pg_class WHERE oid = relation $$;
  CREATE FUNCTION create_distributed_table(relation regclass, distribution_column text, colocate_with text DEFAULT 'default')
  RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.asked
    SELECT relname, distribution_column, replace(colocate_with, 'handraise.', '') FROM pg_class WHERE oid = relation $$;`;

/** Tables that stay on the coordinator. */
const local = [
  'accepted_gate',
  'champion',
  'criterion',
  'decision',
  'ledger',
  'migration',
  'model',
  'override',
  'profile',
  'published',
  'record_head',
  'run',
  'run_profile',
  'segment',
  'service_level',
  'stage_transition',
];

describe('sql/citus.sql, against stand-ins of what Citus brings', () => {
  let database: TestDatabase;
  let asked: Map<string, { by: string | null; beside: string | null }>;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(standIns);
    await database.handle.pool.query(await readFile(join(root, 'sql/citus.sql'), 'utf8'));
    const rows = await rowsOf<{ relation: string; distributed_by: string | null; beside: string | null }>(
      'SELECT * FROM public.asked',
    );
    asked = new Map(rows.map((row) => [row.relation, { by: row.distributed_by, beside: row.beside }]));
  });
  afterAll(() => database.drop());

  async function rowsOf<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
    return (await database.handle.pool.query<Row>(statement)).rows;
  }

  it('forgets no table', async () => {
    const tables = await rowsOf<{ name: string }>(
      "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'handraise'",
    );
    expect(tables.map(({ name }) => name).sort()).toEqual([...asked.keys(), ...local].sort());
  });

  it('distributes by a column that every unique key contains', async () => {
    const keys = await rowsOf<{ relation: string; columns: string[] }>(`
      SELECT relname::text AS relation, array_agg(attname::text) AS columns
      FROM pg_index JOIN pg_class c ON c.oid = indrelid AND relnamespace = 'handraise'::regnamespace
      JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
      WHERE indisunique GROUP BY indexrelid, relname`);
    for (const [relation, { by }] of asked) {
      const mine = keys.filter((key) => key.relation === relation);
      expect(mine.length, relation).toBeGreaterThan(0);
      for (const { columns } of mine) if (by !== null) expect(columns, relation).toContain(by);
    }
  });

  it('puts together only what is distributed by the same type, after what it lies beside', async () => {
    const types = await rowsOf<{ column: string; type: string }>(`
      SELECT relname || '.' || attname AS column, format_type(atttypid, atttypmod) AS type
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid AND relnamespace = 'handraise'::regnamespace`);
    const typeOf = new Map(types.map(({ column, type }) => [column, type]));
    const seen = new Set<string>();
    for (const [relation, { by, beside }] of asked) {
      if (by === null || beside === null) continue;
      expect(typeOf.get(`${relation}.${by}`), relation).toBe('text');
      if (beside === 'none') seen.add(relation);
      else expect(seen, relation).toContain(beside);
    }
    expect([...seen].sort()).toEqual(['contact', 'ranked_account']);
  });

  it('leaves no foreign key between a local table and another', async () => {
    const keys = await rowsOf<{ from: string; to: string }>(
      `SELECT one.relname::text AS from, other.relname::text AS to
        FROM pg_constraint JOIN pg_class one ON one.oid = conrelid JOIN pg_class other ON other.oid = confrelid
        WHERE contype = 'f'`,
    );
    expect(keys.length).toBeGreaterThan(0);
    for (const { from, to } of keys) expect([asked.has(from), asked.has(to)]).toEqual([false, false]);
  });
});

it('no source empties a table with TRUNCATE; a trigger may forbid it', async () => {
  const files = await Promise.all(
    ['src', 'sql'].map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile() && /\.(ts|sql)$/.test(entry.name));
    }),
  );
  const found: string[] = [];
  for (const file of files.flat()) {
    const path = join(file.parentPath, file.name);
    if (/(?<!OR )\bTRUNCATE\b/.test(await readFile(path, 'utf8'))) found.push(path);
  }
  expect(files.flat().length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
