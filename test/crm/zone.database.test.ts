import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(`
    CREATE SCHEMA crm;
    CREATE TABLE crm.person (id text, created_at timestamp);
    INSERT INTO crm.person VALUES ('1', '2024-07-01 12:00');`);
});

afterAll(() => database.drop());

/** When the one person was created, in UTC. */
async function createdIn(zone: string): Promise<string> {
  const { source } = configSchema.parse({ source: { contact: { table: 'crm.person', zone } } });
  const sources = await probeSources(database.handle, source);
  const { rows } = await database.handle.pool.query<{ at: string }>(
    `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at FROM (${sources.select('contact')}) AS s`,
  );
  return rows[0]!.at;
}

// ISO 8601: local time less UTC is the offset. Berlin: UTC+2 in July (IANA tz database, EU rules).
test.each([
  ['+02:00', '2024-07-01 10:00'],
  ['+0200', '2024-07-01 10:00'],
  ['+02', '2024-07-01 10:00'],
  ['-03:30', '2024-07-01 15:30'],
  ['Europe/Berlin', '2024-07-01 10:00'],
  // The names of this family are POSIX's, everywhere.
  ['Etc/GMT+5', '2024-07-01 17:00'],
  ['utc', '2024-07-01 12:00'],
  ['Z', '2024-07-01 12:00'],
])('a naive timestamp in the zone %s is %s UTC', async (zone, expected) => {
  expect(await createdIn(zone)).toBe(expected);
});

test.each(['UTC+2', 'EST', 'CET', 'EST5EDT', 'Europe/Atlantis', '+15:00', '<+02>-02', 'Area/Place3', ''])(
  'the zone %j is refused',
  async (zone) => {
    await expect(createdIn(zone)).rejects.toThrow(/zone/);
  },
);
