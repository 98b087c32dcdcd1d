import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTime } from './processIdentity.ts';
import { keepWriting } from './signOfLife.ts';

/** That this process uses the server. */
export interface ClientLease {
  letGo(): Promise<void>;
}

/** Says that this process uses the server: a file `<pid>-<start time>-<random>` in `directory`, which it writes again and again. */
export async function takeLease(directory: string): Promise<ClientLease> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const started = (await startTime(process.pid)) ?? 'unknown';
  const lease = join(directory, `${process.pid}-${started}-${randomBytes(4).toString('hex')}`);
  const content = '\n';
  await writeFile(lease, content, { mode: 0o600, flag: 'wx' });
  const stop = keepWriting(lease, content);
  return {
    letGo: async () => {
      stop();
      await rm(lease, { force: true });
    },
  };
}

/** Whether a living process still holds a lease; leases of dead ones are removed on the way. */
export async function anyLease(directory: string): Promise<boolean> {
  let any = false;
  for (const name of await readdir(directory).catch(() => [])) {
    const [, pid, started] = /^(\d+)-(.+)-[0-9a-f]{8}$/.exec(name) ?? [];
    if (pid !== undefined && (await startTime(Number(pid))) === started) any = true;
    else await rm(join(directory, name), { force: true });
  }
  return any;
}
