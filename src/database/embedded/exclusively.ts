import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { HandraiseError } from '../../errors.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import { pidSpace } from './pidSpace.ts';
import { startTime } from './processIdentity.ts';
import { isSilentSince, keepWriting, lookAt } from './signOfLife.ts';

const pause = 50;
const patience = 120_000;

/**
 * Runs `work` while no other process does so under the same lock file; starting and stopping the server go one by one.
 *
 * The file appears with its content (a hard link to a finished file), which names the holder; a holder that died
 * leaves a stale one, which is taken away; so does one of another machine or container when it gives no sign of life. Waits up to
 * two minutes.
 *
 * @param silence milliseconds without a sign of life
 * @param onProgress hears what is waited for where that takes seconds
 * @throws HandraiseError busy when a living process holds it that long
 */
export async function exclusively<T>(
  lock: string,
  silence: number,
  work: () => Promise<T>,
  onProgress?: (text: string) => void,
): Promise<T> {
  const own = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const content = `${process.pid} ${await startTime(process.pid)} ${own}\n${await pidSpace()}`;
  await writeFile(own, content, { mode: 0o600, flag: 'wx' });
  const stop = keepWriting(own, content);
  try {
    await acquire(lock, own, silence, onProgress);
    try {
      return await work();
    } finally {
      // It is another's where we gave no sign of life for too long.
      if ((await contentOf(lock)) === content) await rm(lock, { force: true });
    }
  } finally {
    stop();
    await rm(own, { force: true });
  }
}

async function acquire(
  lock: string,
  own: string,
  silence: number,
  onProgress: ((text: string) => void) | undefined,
): Promise<void> {
  for (const until = performance.now() + patience; performance.now() < until; ) {
    try {
      await link(own, lock);
      return;
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
    if (!(await removeStale(lock, `${own}.stale`, silence, onProgress))) await sleep(pause);
  }
  throw new HandraiseError('busy', 'another process has been starting or stopping the embedded database for too long', {
    hint: `if none is, remove ${lock}`,
  });
}

/** Takes the lock file away when its holder is dead; by renaming, so that only one of several who see it does. */
async function removeStale(
  lock: string,
  aside: string,
  silence: number,
  onProgress: ((text: string) => void) | undefined,
): Promise<boolean> {
  const holder = await contentOf(lock);
  if (holder === undefined || (await isAlive(lock, holder, silence, onProgress))) return false;
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

async function isAlive(
  lock: string,
  holder: string,
  silence: number,
  onProgress: ((text: string) => void) | undefined,
): Promise<boolean> {
  const [process = '', space] = holder.split('\n');
  if (space !== undefined && space !== (await pidSpace())) {
    onProgress?.(
      `another machine or container was starting or stopping the embedded database: looking for ${Math.round(silence / 1000)} s whether it still does`,
    );
    return !(await isSilentSince(await lookAt(lock), silence));
  }
  const [pid, started] = process.split(' ');
  return started !== undefined && (await startTime(Number(pid))) === started;
}
