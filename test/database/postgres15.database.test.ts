import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { copyIn } from '../../src/database/copyIn.ts';
import { copyOut } from '../../src/database/copyOut.ts';
import { migrate } from '../../src/database/migrate.ts';
import { inSnapshot, inTransaction } from '../../src/database/transaction.ts';
import { startPostgres15 } from './postgres15.ts';

let server: Awaited<ReturnType<typeof startPostgres15>>;
let handle: DatabaseHandle;
beforeAll(async () => {
  server = await startPostgres15();
  handle = await openDatabase({ connectionString: server.connectionString, directory: '' });
});
afterAll(async () => {
  await handle.close();
  await server.stop();
});

test('Postgres 15 takes the migrations, a COPY in and a COPY out', async () => {
  expect((await handle.pool.query('SHOW server_version_num')).rows[0].server_version_num).toMatch(/^15/);
  expect((await migrate(handle)).applied).toContain('0001_crm_and_runs');
  const target = { schema: 'handraise', table: 'answer', columns: ['contact_id', 'question', 'answered_at'] };
  await inTransaction(handle, (client) =>
    copyIn(client, target, function* (row) {
      for (let i = 0; i < 1000; i++) {
        row.text(`contact ${i}`);
        row.text('größe?');
        row.instant(i);
        yield;
      }
    }),
  );
  let sum = 0;
  const rows = await inSnapshot(handle, (client) =>
    copyOut(client, 'SELECT question, answered_at FROM handraise.answer', (row) => {
      expect(row.text(0)).toBe('größe?');
      sum += row.instant(1);
    }),
  );
  expect([rows, sum]).toEqual([1000, 499_500]);
});
