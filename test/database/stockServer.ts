import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from '../../src/database/embedded/binaries.ts';
import { ensureCluster } from '../../src/database/embedded/cluster.ts';
import { homeAt, password } from '../../src/database/embedded/home.ts';
import { settlePlace } from '../../src/database/embedded/place.ts';
import { startServer, stopServer } from '../../src/database/embedded/serverProcess.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/**
 * Starts a server of its own with every setting as Postgres ships it, in a temporary folder that goes with it, so that nothing need reach the
 * disk; as a standby, it stays in recovery.
 */
export async function startStockServer(
  binaries: Binaries,
  as: 'primary' | 'standby' = 'primary',
): Promise<{ readonly connectionString: string; stop(): Promise<void> }> {
  const directory = await temporaryFolder();
  const home = await homeAt(await settlePlace(directory), binaries);
  const secret = await password(home);
  await ensureCluster(home, secret);
  if (as === 'standby') await writeFile(join(home.cluster, 'standby.signal'), '');
  const server = await startServer(home, { fsync: 'off' });
  return {
    connectionString: `postgres://handraise:${secret}@127.0.0.1:${server.port}/postgres`,
    stop: async () => {
      await stopServer(server);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
