import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCodeOf } from '../../systemFailure.ts';

/**
 * When a process started, as the operating system words it; undefined when there is no such process (or only a zombie).
 *
 * A process id alone is reused; id and start time together are not. Ticks since boot on Linux, the start time by `ps`
 * on other Unix systems; on Windows, which has no `ps`, only whether the process lives.
 */
export async function startTime(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isThere(pid)) return undefined;
  if (process.platform === 'linux') return fromProc(pid);
  return process.platform === 'win32' ? 'alive' : fromPs(pid);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
}

async function fromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  // The second field is the command in parentheses, which may itself hold spaces and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

async function fromPs(pid: number): Promise<string | undefined> {
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  const ps = await promisify(execFile)('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env }).catch(
    () => undefined,
  );
  const [, state, started] = /^\s*(\S+)\s+(.+?)\s*$/.exec(ps?.stdout ?? '') ?? [];
  return state?.startsWith('Z') ? undefined : started?.replace(/\W+/g, '.');
}
