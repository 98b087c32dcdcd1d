import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { findBinaries } from '../../src/database/embedded/binaries.ts';
import { startStockServer } from './stockServer.ts';
import { temporaryFolder } from './temporaryFolder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server all database tests share. */
    postgres: string;
    /** Where the files of a run keep what the others begin with. */
    sharedFolder: string;
  }
}

/** Starts one Postgres for the run, with the settings that companies' servers have unless somebody changed them, and takes it away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startStockServer(findBinaries());
  project.provide('postgres', server.connectionString);
  const sharedFolder = await temporaryFolder();
  project.provide('sharedFolder', sharedFolder);
  return async () => {
    await server.stop();
    await rm(sharedFolder, { recursive: true, force: true });
  };
}
