import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

/** A database and a folder of models for the test file that calls this, until its end. */
export async function registryPlace(): Promise<{ readonly database: TestDatabase; readonly modelsDir: string }> {
  const database = await createTestDatabase();
  const modelsDir = await mkdtemp(join(tmpdir(), 'handraise-models-'));
  afterAll(async () => {
    await database.drop();
    await rm(modelsDir, { recursive: true, force: true });
  });
  return { database, modelsDir };
}
