import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { HandraiseError } from '../../errors.ts';
import { embeddedName } from './cluster.ts';
import { exists } from './exists.ts';
import { type Home, password } from './home.ts';
import { pidSpace } from './pidSpace.ts';
import { readPostmaster, removePostmasterFile } from './postmasterFile.ts';
import { startTime } from './processIdentity.ts';
import { stopServer, waitUntilReady } from './serverProcess.ts';
import { isRunning, readState, rememberServer, type Server } from './serverState.ts';

/**
 * The server that runs on the cluster and takes connections, whoever started it; undefined when none does.
 *
 * What files say of a server may have been copied with them, so the server itself is asked which cluster it serves. One
 * that was started before the folder was moved is stopped, since it knows its cluster under the old name.
 *
 * @throws HandraiseError `database` where the folder is a copy made while its server was running
 */
export async function runningServer(home: Home): Promise<Server | undefined> {
  const known = (await readState(home.directory))?.server;
  const postmaster = await readPostmaster(home.cluster);
  if (known !== undefined && (await isRunning(known)) && (postmaster === undefined || postmaster.pid === known.pid)) {
    if (!(await waitUntilReady(home.cluster, known))) return undefined;
    return serverOf(home, known, await clusterOf(home, known));
  }
  if (postmaster === undefined) return undefined;
  const started = await startTime(postmaster.pid);
  if (started === undefined || postmaster.pid === known?.pid) {
    // The server is dead (perhaps a zombie nobody waits for) or its id belongs to another process by now; Postgres, which
    // only asks whether such a process exists, would refuse to start.
    await removePostmasterFile(home);
    return undefined;
  }
  const server = { pid: postmaster.pid, started, port: postmaster.port, space: await pidSpace() };
  // A server that does not take our password is none of ours.
  const cluster = await clusterOf(home, server).catch(() => undefined);
  if (cluster === undefined) return undefined;
  const found = await serverOf(home, server, cluster);
  if (found !== undefined) await rememberServer(home.directory, found);
  return found;
}

/** Where to reach the embedded server, without a database. */
export function embeddedUrl(port: number, secret: string): string {
  return `postgres://${embeddedName}:${secret}@127.0.0.1:${port}`;
}

async function serverOf(home: Home, server: Server, cluster: string): Promise<Server | undefined> {
  if (cluster === home.cluster || cluster === (await realpath(home.cluster))) return server;
  if (!(await exists(cluster))) {
    await stopServer(server);
    return undefined;
  }
  throw new HandraiseError(
    'database',
    `${home.directory} was copied while the server of ${cluster} was running, so the copy may be damaged`,
    { hint: 'end what uses that server, then copy the folder again' },
  );
}

/** The data directory that a server says it serves. */
async function clusterOf(home: Home, server: Server): Promise<string> {
  const client = new pg.Client({ connectionString: `${embeddedUrl(server.port, await password(home))}/postgres` });
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]!.data_directory;
  } finally {
    await client.end();
  }
}
