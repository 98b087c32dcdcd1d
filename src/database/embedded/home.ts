import { randomBytes } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HandraiseError } from '../../errors.ts';
import { isAbsent } from '../../systemFailure.ts';
import { type Account, canRun, giveAll } from './account.ts';
import { type Binaries, binariesIn } from './binaries.ts';
import { exists } from './exists.ts';
import { makeMissingLinks, missingLinks } from './libraryLinks.ts';
import type { Place } from './place.ts';

/** Where everything of one embedded server is, and whom it runs as. */
export interface Home extends Place {
  readonly binaries: Binaries;
}

/**
 * The place of a server with its programs, which run where they are unless links to their libraries are missing, or root runs
 * us and the account of the server cannot run them there (a checkout below /root): a whole copy then goes beside the cluster.
 */
export async function homeAt(place: Place, binaries: Binaries): Promise<Home> {
  return { ...place, binaries: await runnable(binaries, dirname(place.cluster), place.account) };
}

/** Where the password of the embedded server is kept, 0600. */
export function passwordFile(home: Home): string {
  return join(home.directory, 'password');
}

/** The password of the embedded server; made up on the first call and kept in its file. */
export async function password(home: Home): Promise<string> {
  const file = passwordFile(home);
  const known = await readFile(file, 'utf8').catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
  if (known !== undefined && known.trim() !== '') return known.trim();
  if (await exists(home.cluster)) {
    throw new HandraiseError('database', `the password of the embedded database, ${file}, is missing`, {
      hint: `put it back, or remove ${home.cluster} to begin with an empty database`,
    });
  }
  const made = randomBytes(24).toString('hex');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function runnable(binaries: Binaries, beside: string, account: Account | undefined): Promise<Binaries> {
  if ((await missingLinks(binaries.native)).length === 0 && (await canRun(binaries.postgres, account))) return binaries;
  const copy = join(beside, `postgres-${binaries.version}`);
  if (!(await exists(copy))) {
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.native, unfinished, { recursive: true, verbatimSymlinks: true });
    await makeMissingLinks(unfinished);
    await giveAll(unfinished, account);
    await rename(unfinished, copy);
  }
  return binariesIn(copy, binaries.version);
}
