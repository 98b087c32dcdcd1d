import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { statusOf } from '../../../src/pipeline/operate/status.ts';
import { workbenchOf } from '../../crm/presets/trainedPreset.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { crowd, insertModel, modelId, publish } from '../../publish/published.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertModel(database.handle, 'default');
  await database.handle.pool.query(`INSERT INTO handraise.champion (program, model_id) VALUES ('default', $1)`, [
    modelId,
  ]);
  await publish(database.handle, 'default', '20260101T000000Z-00000001', crowd(5, 0.1));
});

afterAll(() => database.drop());

it('asks for no scoring of data that end where the published ranking was made', async () => {
  const nextAsOf = async (asOf: string | undefined) => {
    const settings = { programs: { default: { horizonDays: 60, cutoffs: { every: 'month' } } } };
    const config = parseConfig(asOf === undefined ? settings : { ...settings, asOf }, 'test');
    const [status] = await statusOf(workbenchOf(database.handle, config, 'unused'));
    return status?.next.step;
  };
  expect(await nextAsOf('2026-01-01T00:00:00.000001Z')).toBe('nothing');
  expect(await nextAsOf('2026-01-03')).toBe('score');
  expect(await nextAsOf(undefined)).toBe('score');
});
