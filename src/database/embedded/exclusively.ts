import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { HandraiseError } from '../../errors.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import { startTime } from './processIdentity.ts';

const pause = 50;
const attempts = 2400;

/**
 * Runs `work` while no other process does so under the same lock file; starting and stopping the server go one by one.
 *
 * The file appears with its content (a hard link to a finished file), which names the holder; a holder that died
 * leaves a stale one, which is taken away. Waits up to two minutes.
 *
 * @throws HandraiseError busy when a living process holds it that long
 */
export async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const own = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const content = `${process.pid} ${await startTime(process.pid)} ${own}`;
  await writeFile(own, content, { mode: 0o600, flag: 'wx' });
  try {
    await acquire(lock, own);
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function acquire(lock: string, own: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      await link(own, lock);
      return;
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
    if (!(await removeStale(lock, `${own}.stale`))) await sleep(pause);
  }
  throw new HandraiseError('busy', 'another process has been starting or stopping the embedded database for too long', {
    hint: `if none is, remove ${lock}`,
  });
}

/** Takes the lock file away when its holder is dead; by renaming, so that only one of several who see it does. */
async function removeStale(lock: string, aside: string): Promise<boolean> {
  const holder = await contentOf(lock);
  if (holder === undefined || (await isAlive(holder))) return false;
  try {
    await rename(lock, aside);
  } catch {
    return false;
  }
  // Someone may have taken the lock between the reading and the renaming: theirs goes back.
  if ((await contentOf(aside)) !== holder) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
  return true;
}

async function contentOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function isAlive(holder: string): Promise<boolean> {
  const [pid, started] = holder.split(' ');
  return started !== undefined && (await startTime(Number(pid))) === started;
}
