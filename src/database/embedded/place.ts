import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HandraiseError } from '../../errors.ts';
import { type WeakerOwner, weakerOwner } from '../../files/weakerOwner.ts';
import { isAbsent } from '../../systemFailure.ts';
import { type Account, canEnter, nobody } from './account.ts';
import { exists } from './exists.ts';
import { readState, writeState } from './serverState.ts';

/** Where the files of one embedded server are, and whom it runs as. */
export interface Place {
  /** Folder of password, server.json, lock, clients/ and postgres.log; `.handraise` as a rule. */
  readonly directory: string;
  /** The data directory. */
  readonly cluster: string;
  /** Whom the server runs as, when that is not the user who runs this process. */
  readonly account: Account | undefined;
}

/** Where root keeps what cannot be in the project. */
const shelters = '/var/lib/handraise';

/**
 * Settles where the files of an embedded server are, and makes its folder.
 *
 * Everything is in `directory`, unless root runs us. Postgres does not run as root, so the cluster is then the account
 * nobody's, and all beside it root's own:
 *
 * - in a folder of root's that nobody cannot enter (below /root), the cluster goes to `/var/lib/handraise/<name>`, and
 *   `server.json` keeps the name;
 * - in a folder that somebody else owns or may write, root makes, changes and removes nothing, since its owner could put
 *   a link where root writes: everything is in `/var/lib/handraise/<name>`, the name made from the path. Another folder that comes to
 *   stand at that path is told apart by its number in the file system.
 *
 * @throws HandraiseError `permission` where the owner of the folder has a database there, `database` where the folder
 *   is a copy whose cluster is that of another folder, or stands where another one stood
 */
export async function settlePlace(asked: string): Promise<Place> {
  const directory = resolve(asked);
  if (process.getuid?.() !== 0) {
    await makeFolder(directory, undefined);
    return inPlace(directory, undefined);
  }
  const account = await nobody();
  const weaker = await weakerOwner(directory);
  if (weaker !== undefined) return awayFrom(directory, weaker, account);
  await makeFolder(directory, account);
  const { shelter } = (await readState(directory)) ?? {};
  if (shelter !== undefined) return sheltered(directory, shelter, account);
  if ((await exists(join(directory, 'postgres'))) || (await canEnter(directory, account)))
    return inPlace(directory, account);
  const name = randomBytes(8).toString('hex');
  await writeState(directory, { shelter: name });
  return sheltered(directory, name, account);
}

/** Whether an embedded server has files for a directory already, wherever they are. */
export async function isSettled(asked: string): Promise<boolean> {
  const directory = resolve(asked);
  return (await exists(directory)) || (process.getuid?.() === 0 && (await exists(ownOf(directory))));
}

function inPlace(directory: string, account: Account | undefined): Place {
  return { directory, cluster: join(directory, 'postgres'), account };
}

async function awayFrom(directory: string, weaker: WeakerOwner, account: Account): Promise<Place> {
  if (await exists(join(directory, 'server.json')))
    throw new HandraiseError(
      'permission',
      `the embedded database in ${directory} is not root's alone: ${weaker.path} belongs to, or may be written by, user ${weaker.uid} or others`,
      { hint: `run as that user, or give a database with --database` },
    );
  const own = ownOf(directory);
  await makeShelter(own, account);
  await refuseSuccessor(dirname(directory), own);
  return inPlace(own, account);
}

/** Root's folder for a directory that somebody else may change. */
function ownOf(directory: string): string {
  return join(shelters, `of-${createHash('sha256').update(directory, 'utf8').digest('hex').slice(0, 16)}`);
}

/** Tells a project apart from the one before it at the same path, which root could not mark. */
async function refuseSuccessor(project: string, own: string): Promise<void> {
  const found = await numberOf(project);
  if (found === undefined) return;
  const file = join(own, 'project');
  const known = await contentOf(file);
  if (known !== undefined && known !== found)
    throw new HandraiseError('database', `the database in ${own} was made for another folder that was at ${project}`, {
      hint: `if this is the same project, restored or copied, remove ${file}; else remove ${own} to begin with an empty database`,
    });
  if (known === undefined) await writeFile(file, found, { mode: 0o600 });
}

/** What the file system calls a folder, whatever its path. */
async function numberOf(folder: string): Promise<string | undefined> {
  try {
    return String((await stat(folder, { bigint: true })).ino);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return undefined;
  }
}

function contentOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
    return undefined;
  });
}

/** The folder of root's own that `name` names, if it belongs to this project: a moved one keeps it, a copy has none. */
async function sheltered(directory: string, name: string, account: Account): Promise<Place> {
  const own = join(shelters, name);
  await makeShelter(own, account);
  const file = join(own, 'project');
  const project = await contentOf(file);
  if (project !== undefined && project !== directory && (await readState(project))?.shelter === name)
    throw new HandraiseError('database', `${directory} is a copy of ${project}, whose database is not in that folder`, {
      hint: `remove ${directory} to begin with an empty database, or work in the other folder`,
    });
  if (project !== directory) await writeFile(file, directory, { mode: 0o600 });
  return { directory, cluster: join(own, 'postgres'), account };
}

async function makeShelter(own: string, account: Account): Promise<void> {
  await mkdir(shelters, { recursive: true, mode: 0o755 });
  await makeFolder(own, account);
}

/** Makes a folder of ours: closed to everybody else but for the server's account, which passes through to its cluster. */
async function makeFolder(folder: string, account: Account | undefined): Promise<void> {
  const mode = account === undefined ? 0o700 : 0o711;
  await mkdir(folder, { recursive: true, mode });
  await chmod(folder, mode);
}
