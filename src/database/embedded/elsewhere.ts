import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HandraiseError } from '../../errors.ts';
import type { Home } from './home.ts';
import { pidSpace } from './pidSpace.ts';
import { removePostmasterFile } from './postmasterFile.ts';
import { readState, rememberServer } from './serverState.ts';
import { isSilentSince, type LifeTimes, type Look } from './signOfLife.ts';

/**
 * Sees to it that no server of another machine or container runs on the cluster: two of them would damage it.
 *
 * Neither its process nor its port can be seen from here. What uses it gives signs of life in `clients`; where there are none, the
 * server may have outlived its users. A server ends by itself within a minute once `postmaster.pid` is gone, which is all that one can
 * tell it from elsewhere, so that is removed and waited for.
 *
 * @param clients what was there before the lock was waited for, so that one silence is enough for both
 * @throws HandraiseError busy while something uses the server there
 */
export async function outlastServerElsewhere(
  home: Home,
  clients: Look,
  { silence, serverEnd }: LifeTimes,
  onProgress?: (text: string) => void,
): Promise<void> {
  const server = (await readState(home.directory))?.server;
  if (server?.space === undefined || server.space === (await pidSpace())) return;
  onProgress?.(
    `the embedded database was last used by another machine or container: looking for up to ${seconds(silence)} whether it still is`,
  );
  if (!(await isSilentSince(clients, silence)))
    throw new HandraiseError(
      'busy',
      `the embedded database in ${home.directory} is in use by another machine or container`,
      { hint: 'wait until that has ended, or give all of them one Postgres with --database' },
    );
  onProgress?.(`nothing uses it any more: waiting for ${seconds(serverEnd)}, within which its server ends too`);
  await removePostmasterFile(home);
  await sleep(serverEnd);
  await rm(join(home.directory, 'clients'), { recursive: true, force: true });
  await rememberServer(home.directory, undefined);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
