import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pidSpace } from './pidSpace.ts';
import { startTime } from './processIdentity.ts';

/** A server process: its id, its start time (see startTime), where those can be seen (see pidSpace), and the port of 127.0.0.1 it listens on. */
export interface Server {
  readonly pid: number;
  readonly started: string;
  readonly port: number;
  readonly space?: string;
}

/** What server.json says: which folder of root's holds the cluster, where one does, and the server last seen running on it. It names no path. */
interface ServerState {
  readonly shelter?: string;
  readonly server?: Server;
}

/** Reads `<directory>/server.json`; undefined when there is none or it cannot be understood. */
export async function readState(directory: string): Promise<ServerState | undefined> {
  const text = await readFile(join(directory, 'server.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const state: unknown = JSON.parse(text);
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces `<directory>/server.json` in one step. */
export async function writeState(directory: string, state: ServerState): Promise<void> {
  const file = join(directory, 'server.json');
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

/** Keeps which server runs on the cluster, or, given none, that none does. */
export async function rememberServer(directory: string, server: Server | undefined): Promise<void> {
  const { shelter } = (await readState(directory)) ?? {};
  await writeState(directory, {
    ...(shelter === undefined ? {} : { shelter }),
    ...(server === undefined ? {} : { server }),
  });
}

/** Whether the server was started where its process can be seen. */
export async function isOfHere({ space }: Server): Promise<boolean> {
  return space === undefined || space === (await pidSpace());
}

/** Whether the process that the state names is still the one it named. */
export async function isRunning(server: Server): Promise<boolean> {
  return (await isOfHere(server)) && (await startTime(server.pid)) === server.started;
}

function isState(value: unknown): value is ServerState {
  if (typeof value !== 'object' || value === null) return false;
  if ('shelter' in value && !(typeof value.shelter === 'string' && /^[0-9a-f]{16}$/.test(value.shelter))) return false;
  if (!('server' in value) || value.server === undefined) return true;
  const { server } = value;
  if (typeof server !== 'object' || server === null) return false;
  return (
    'pid' in server &&
    typeof server.pid === 'number' &&
    'started' in server &&
    typeof server.started === 'string' &&
    'port' in server &&
    typeof server.port === 'number' &&
    (!('space' in server) || typeof server.space === 'string')
  );
}
