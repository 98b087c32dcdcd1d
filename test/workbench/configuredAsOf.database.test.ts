import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { asOfOrNow } from '../../src/workbench/workbench.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

describe('the instant that commands work as of', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase({ migrate: false });
  });
  afterAll(() => database.drop());

  const at = (asOf?: string) => ({ handle: database.handle, config: parseConfig(asOf ? { asOf } : {}, 'test') });

  it('is the one asked for, else that of the configuration, else now', async () => {
    const [asked, configured] = [parseInstant('2026-03-01'), parseInstant('2026-07-01')];
    expect(await asOfOrNow(at('2026-07-01T00:00:00Z'), asked)).toBe(asked);
    expect(await asOfOrNow(at('2026-07-01'), undefined)).toBe(configured);
    const before = Date.now() * 1000 - 60_000_000;
    expect(await asOfOrNow(at(), undefined)).toBeGreaterThan(before);
  });

  it('is never in the future', async () => {
    await expect(asOfOrNow(at('2999-01-01'), undefined)).rejects.toMatchObject({
      code: 'usage',
      hint: 'correct asOf of the configuration',
    });
  });
});
