import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { viewComments, views } from './viewTables.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test.each(Object.keys(views) as (keyof typeof views)[])(
  'the database describes every column of handraise.%s as docs/reference/published-views.md does',
  async (view) => {
    const { rows } = await sql<{ column: string; type: string; comment: string | null }>`
      SELECT attname AS column, format_type(atttypid, atttypmod) AS type, col_description(attrelid, attnum) AS comment
      FROM pg_attribute WHERE attrelid = ${`handraise.${view}`}::regclass AND attnum > 0 ORDER BY attnum`.execute(
      database.handle.kysely,
    );
    expect(rows.map(({ column, type }) => [column, type])).toEqual(Object.entries(views[view]));
    for (const { column, comment } of rows) expect(comment, column).toBe(viewComments(view).get(column));
    expect(rows.filter(({ comment }) => !comment)).toEqual([]);
  },
);
