import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database/testDatabase.ts';
import { onSmallHeap } from './smallHeap.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(() => database.drop());

test.each(['json', 'jsonb'])(
  'a document of the type %s that would not fit into the heap is refused, not parsed',
  async (type) => {
    const said = await onSmallHeap(`
    import { openDatabase } from '${join(import.meta.dirname, '../src/database/connection.ts')}';
    const { pool, close } = await openDatabase({ connectionString: '${database.connectionString}', directory: '' });
    await pool.query("SELECT ('[' || repeat('{},', 1000000) || '{}]')::${type} AS document").then(
      () => console.log('read'),
      ({ code, message }) => console.log(code, message),
    );
    console.log((await pool.query("SELECT '[1]'::${type} AS document")).rows[0].document[0]);
    await close();`);
    expect(said).toMatch(/^resource a JSON document of one row takes up to \d+ MiB of memory to read[^\n]*\n1\n$/);
  },
);
