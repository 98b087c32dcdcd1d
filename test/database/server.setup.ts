import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { temporaryFolder } from './temporaryFolder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server all database tests share. */
    postgres: string;
  }
}

/** Starts one embedded Postgres for the run, in a temporary directory of its own, and takes it away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await temporaryFolder();
  const server = await openEmbedded({ directory });
  project.provide('postgres', server.connectionString);
  return async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  };
}
