import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HandraiseError } from '../errors.ts';

/** One step of the schema: a file `NNNN_name.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

/** The folder of the program's own migrations; src/database and dist/database are equally deep below the package. */
export const migrationDirectory = fileURLToPath(new URL('../../sql/migrations/', import.meta.url));

/**
 * Reads the migrations of a folder in the order of their numbers, which count up from 1 without a gap.
 *
 * The checksum is the SHA-256 of the text with line ends as \n, so that a checkout with other line ends counts as equal.
 */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file, index) => {
      const [, number, name] = /^(\d{4})_(\w+)\.sql$/.exec(file) ?? [];
      if (name === undefined || Number(number) !== index + 1) {
        throw new HandraiseError('unexpected', `migration ${file} is out of sequence`);
      }
      const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
      const checksum = createHash('sha256').update(sql, 'utf8').digest('hex');
      return { number: index + 1, name, checksum, sql };
    }),
  );
}
