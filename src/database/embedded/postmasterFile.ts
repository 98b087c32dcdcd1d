import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Place } from './place.ts';

/** What a running server says of itself in `postmaster.pid` of its data directory. */
interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** starting, ready, standby or stopping; empty while it has not said so yet. */
  readonly status: string;
}

/** Reads `postmaster.pid`; undefined when no server runs on the cluster (or it has not written it yet). */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'latin1').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  // Line numbers are those of src/include/utils/pidfile.h.
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), status: lines[7] ?? '' };
}

/** Removes `postmaster.pid` of a server that is known to be dead, as the account whose folder it is. */
export async function removePostmasterFile({ cluster, account }: Place): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (account === undefined) await rm(file, { force: true });
  else await promisify(execFile)('/bin/rm', ['-f', file], { ...account, cwd: '/', env: {} });
}
