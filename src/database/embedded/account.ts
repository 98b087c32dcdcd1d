import { execFile } from 'node:child_process';
import { chown, lchown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { HandraiseError } from '../../errors.ts';

const run = promisify(execFile);

/** Whom the server runs as, when that is not the user who runs this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account the server must run as: Postgres refuses to run as root.
 *
 * Undefined for an ordinary user. For root, the owner of `directory` (or, before it exists, of the folder that will
 * hold it) when that is somebody else with an account, so that a checkout stays its owner's; else `nobody`.
 */
export async function serverAccount(directory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (let folder = directory; ; folder = dirname(folder)) {
    const owner = await stat(folder).catch(() => undefined);
    if (owner === undefined && folder !== dirname(folder)) continue;
    const usable = owner !== undefined && owner.uid !== 0 && (await hasAccount(owner.uid));
    return usable ? { uid: owner.uid, gid: owner.gid } : nobody();
  }
}

/** Postgres looks its user up and refuses to run without a name, as files from another machine or container may have. */
async function hasAccount(uid: number): Promise<boolean> {
  return run('id', ['-un', String(uid)]).then(
    () => true,
    () => false,
  );
}

async function nobody(): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)),
    );
    if (uid !== undefined && gid !== undefined && uid > 0) return { uid, gid };
  } catch {
    // Falls through: a system without that account.
  }
  throw new HandraiseError('database', 'the embedded Postgres does not run as root, and there is no account nobody', {
    hint: 'run as an ordinary user, or give a database with --database',
  });
}

/** Gives a file or folder to the account, if there is one to give it to. */
export async function give(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

/** Gives a whole folder to the account. */
export async function giveAll(folder: string, account: Account | undefined): Promise<void> {
  if (account === undefined) return;
  await give(folder, account);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), account.uid, account.gid);
  }
}

/** Whether the account can enter a folder; asked of the system itself, which also knows of access lists. */
export async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  return account === undefined || succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account);
}

/** Whether the account can run a program that has a --version, with the libraries it needs. */
export async function canRun(program: string, account: Account | undefined): Promise<boolean> {
  return account === undefined || succeeds(program, ['--version'], account);
}

async function succeeds(program: string, parameters: readonly string[], account: Account): Promise<boolean> {
  try {
    await run(program, parameters, { ...account, cwd: '/', env: {} });
    return true;
  } catch {
    return false;
  }
}
