import { execFile } from 'node:child_process';
import { lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HandraiseError } from '../../errors.ts';

const run = promisify(execFile);

/** Whom the server runs as, when that is not the user who runs this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account that the server runs as where root runs us: Postgres refuses to run as root. */
export async function nobody(): Promise<Account> {
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

/** Gives a whole folder to the account. */
export async function giveAll(folder: string, account: Account | undefined): Promise<void> {
  if (account === undefined) return;
  await lchown(folder, account.uid, account.gid);
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
