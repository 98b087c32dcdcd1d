import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HandraiseError } from '../../errors.ts';
import { oneLine } from '../failure.ts';
import { serverEnvironment } from './cluster.ts';
import type { Home } from './home.ts';
import { pidSpace } from './pidSpace.ts';
import { readPostmaster } from './postmasterFile.ts';
import { startTime } from './processIdentity.ts';
import { isRunning, rememberServer, type Server } from './serverState.ts';

/** Names and values as postgresql.conf has them. */
export type ServerSettings = Readonly<Record<string, string>>;

const poll = 20;
const startAttempts = 5;
/** Somebody took the port between our finding it free and the server's binding it; or a killed server's children still end. */
const passing = /could not bind|could not create any TCP|shared memory block .* in use/i;
/** Recovery after a crash replays at most max_wal_size of log, which takes a small part of this. */
const readyPolls = 300_000 / poll;
const politePolls = 30_000 / poll;
const immediatePolls = 10_000 / poll;

/**
 * Starts a server on the cluster and waits until it takes connections, on a free port of 127.0.0.1.
 *
 * It is a session of its own, so Ctrl-C in our terminal does not reach it, and it outlives us if we are killed.
 *
 * @param settings what differs from a stock Postgres, beside where it listens and what it logs
 * @throws HandraiseError database with the server's own last words when it does not start
 */
export async function startServer(home: Home, settings: ServerSettings): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = await launch(home, settings);
    await rememberServer(home.directory, server);
    if (await waitUntilReady(home.cluster, server)) return server;
    const said = await lastWords(home);
    if (attempt < startAttempts && passing.test(said)) {
      await sleep(attempt * 100);
      continue;
    }
    throw new HandraiseError('database', `the embedded Postgres did not start: ${fatal(said)}`, {
      hint: `see ${join(home.directory, 'postgres.log')}, or give a Postgres 15 to 18 with --database`,
    });
  }
}

/** Waits until a server takes connections; false when it ended instead (or was on its way out). */
export async function waitUntilReady(cluster: string, server: Server): Promise<boolean> {
  for (let i = 0; i < readyPolls; i++) {
    if (!(await isRunning(server))) return false;
    const postmaster = await readPostmaster(cluster);
    if (postmaster?.pid === server.pid && postmaster.status === 'ready') return true;
    await sleep(poll);
  }
  throw new HandraiseError('database', 'the embedded Postgres has been starting for five minutes', {
    hint: `see the log beside ${cluster}, or end process ${server.pid}`,
  });
}

/**
 * Stops a server the fast way (SIGINT: clients are cut off, everything committed is on disk), waits until it is gone;
 * after half a minute the immediate way (SIGQUIT: the next start recovers from the log).
 */
export async function stopServer(server: Server): Promise<void> {
  for (const [signal, polls] of [
    ['SIGINT', politePolls],
    ['SIGQUIT', immediatePolls],
  ] as const) {
    if (!(await isRunning(server))) return;
    process.kill(server.pid, signal);
    for (let i = 0; i < polls; i++) {
      if (!(await isRunning(server))) return;
      await sleep(poll);
    }
  }
  throw new HandraiseError('database', `the embedded Postgres, process ${server.pid}, does not stop`);
}

async function launch(home: Home, more: ServerSettings): Promise<Server> {
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // The log is for failures of the server; the text of statements, and the people in it, stays out.
    log_min_error_statement: 'panic',
    ...more,
  };
  const log = await open(join(home.directory, 'postgres.log'), 'w', 0o600);
  try {
    const child = spawn(
      home.binaries.postgres,
      ['-D', home.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...home.account,
        cwd: dirname(home.cluster),
        env: serverEnvironment,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        windowsHide: true,
      },
    );
    await once(child, 'spawn');
    child.unref();
    const pid = child.pid!;
    return { pid, started: (await startTime(pid)) ?? 'ended', port, space: await pidSpace() };
  } catch (cause) {
    throw new HandraiseError('database', 'the embedded Postgres cannot be executed', {
      hint: 'install again with npm ci, or give a Postgres 15 to 18 with --database',
      cause,
    });
  } finally {
    await log.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
}

async function lastWords(home: Home): Promise<string> {
  return (await readFile(join(home.directory, 'postgres.log'), 'utf8').catch(() => '')).slice(-4000);
}

function fatal(said: string): string {
  const found = [...said.matchAll(/(?:FATAL|PANIC):\s+([^\n]+)/g)].at(-1)?.[1];
  return oneLine(found ?? (said === '' ? 'it said nothing' : said.trim().split('\n').at(-1)!));
}
