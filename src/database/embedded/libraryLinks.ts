import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCodeOf, isAbsent } from '../../systemFailure.ts';

/** A name that a library must have besides its own. */
interface LibraryLink {
  readonly library: string;
  readonly name: string;
}

/**
 * Names of libraries that are missing from a copy of the server's programs: npm packs no symbolic links, and the package's install
 * script that makes them does not run where install scripts are not allowed.
 *
 * @param native folder of bin, lib and share, with the package's list `pg-symlinks.json`; a platform without the list needs none
 */
export async function missingLinks(native: string): Promise<readonly LibraryLink[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return '[]';
    throw error;
  });
  // Paths of the list begin with the name of the folder that `native` is a copy of.
  const links = (JSON.parse(text) as { source: string; target: string }[]).map(({ source, target }) => ({
    library: join(native, source.replace(/^native\//, '')),
    name: join(native, target.replace(/^native\//, '')),
  }));
  const present = await Promise.all(links.map(({ name }) => isThere(name)));
  return links.filter((_, i) => !present[i]);
}

/** Makes the links that are missing. */
export async function makeMissingLinks(native: string): Promise<void> {
  for (const { library, name } of await missingLinks(native))
    await symlink(relative(dirname(name), library), name).catch((error: unknown) => {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    });
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
