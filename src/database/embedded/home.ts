import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HandraiseError } from '../../errors.ts';
import { isAbsent } from '../../systemFailure.ts';
import { type Account, canEnter, canRun, give, giveAll, serverAccount } from './account.ts';
import { type Binaries, binariesIn } from './binaries.ts';
import { readState } from './serverState.ts';

/** Where everything of one embedded server is, and whom it runs as. */
export interface Home {
  /** Folder of password, server.json, clients/ and postgres.log; `.handraise` as a rule. */
  readonly directory: string;
  /** The data directory. */
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

/** Where clusters live that the server's account could not reach in the project, below a folder of root's. */
const shelter = '/var/lib/handraise';

/** Makes the folder of an embedded server, 0700, and says whom the server runs as. */
export async function prepare(directory: string): Promise<Account | undefined> {
  const account = await serverAccount(directory);
  await makeFolder(directory, account);
  return account;
}

/**
 * Settles where the cluster and the binaries are; one process at a time.
 *
 * Both stay where they are unless root runs us and the account of the server cannot enter the directory, or not run
 * the binaries (a checkout below /root): the cluster then goes to /var/lib/handraise/<hash of directory>, a copy of the
 * binaries beside the cluster.
 */
export async function settle(directory: string, account: Account | undefined, binaries: Binaries): Promise<Home> {
  const recorded = (await readState(directory))?.cluster;
  const cluster = recorded !== undefined && (await exists(recorded)) ? recorded : await newCluster(directory, account);
  return { directory, cluster, account, binaries: await runnable(binaries, dirname(cluster), account) };
}

/** The password of the embedded server; made up on the first call and kept in `<directory>/password`, 0600. */
export async function password(home: Home): Promise<string> {
  const file = join(home.directory, 'password');
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
  await give(file, home.account);
  return made;
}

async function newCluster(directory: string, account: Account | undefined): Promise<string> {
  if (await canEnter(directory, account)) return join(directory, 'postgres');
  await mkdir(shelter, { recursive: true, mode: 0o755 });
  const sheltered = join(shelter, createHash('sha256').update(directory, 'utf8').digest('hex').slice(0, 16));
  await makeFolder(sheltered, account);
  return join(sheltered, 'postgres');
}

async function runnable(binaries: Binaries, beside: string, account: Account | undefined): Promise<Binaries> {
  if (await canRun(binaries.postgres, account)) return binaries;
  const copy = join(beside, `postgres-${binaries.version}`);
  if (!(await exists(copy))) {
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.native, unfinished, { recursive: true, verbatimSymlinks: true });
    await giveAll(unfinished, account);
    await rename(unfinished, copy);
  }
  return binariesIn(copy, binaries.version);
}

async function makeFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await give(folder, account);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
