import { execFile } from 'node:child_process';
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { HandraiseError } from '../../errors.ts';
import { isAbsent } from '../../systemFailure.ts';
import { oneLine } from '../failure.ts';
import type { Home } from './home.ts';

/** What the server's programs see of the environment: nothing of ours, least of all PGDATA or a locale. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC' } as const;

/** The user and the database of the embedded server. */
export const embeddedName = 'handraise';

/**
 * Makes the cluster when there is none, in one step: a made one is complete.
 *
 * @throws HandraiseError database when initdb fails, or the cluster was made by another major version
 */
export async function ensureCluster(home: Home, password: string): Promise<void> {
  const major = Number.parseInt(home.binaries.version, 10);
  const found = await readFile(join(home.cluster, 'PG_VERSION'), 'latin1').catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
  if (found !== undefined) {
    if (Number.parseInt(found, 10) === major) return;
    throw new HandraiseError('database', `${home.cluster} was made by Postgres ${found.trim()}, this is ${major}`, {
      hint: 'remove it to begin anew, or dump it with the older version first',
    });
  }
  const unfinished = `${home.cluster}.new`;
  const passwordFile = join(dirname(home.cluster), 'password.new');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (home.account !== undefined) await chown(unfinished, home.account.uid, home.account.gid);
  try {
    await writeFor(home, passwordFile, `${password}\n`);
    await initdb(home, major, unfinished, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, home.cluster);
}

/** Writes a file that the server's account alone may read. */
async function writeFor({ account }: Home, path: string, text: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    if (account !== undefined) await file.chown(account.uid, account.gid);
  } finally {
    await file.close();
  }
}

async function initdb(home: Home, major: number, cluster: string, passwordFile: string): Promise<void> {
  // Byte order and Unicode's letters, whatever the machine's locales; before 17 there is no such built-in locale.
  const locale = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  try {
    await promisify(execFile)(
      home.binaries.initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${embeddedName}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        ...locale,
      ],
      { ...home.account, cwd: dirname(home.cluster), env: serverEnvironment, windowsHide: true },
    );
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim().split('\n') ?? [];
    const why = said.find((line) => /error:|fatal:|could not/i.test(line)) ?? said.at(-1) ?? String(cause);
    throw new HandraiseError('database', `the embedded Postgres could not be set up: ${oneLine(why)}`, {
      hint: why.includes('user does not exist')
        ? 'run as a user that has an account on this machine, or give a Postgres 15 to 18 with --database'
        : 'free disk space and memory, or give a Postgres 15 to 18 with --database',
      cause,
    });
  }
}
