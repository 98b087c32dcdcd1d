import { globSync } from 'node:fs';
import { join } from 'node:path';

/** Everything of a kind that the files of a folder of src/ export, by their files. */
export async function exportedRecords(
  files: string,
  isOne: (value: object) => boolean,
): Promise<readonly (readonly [file: string, record: object])[]> {
  const root = join(import.meta.dirname, '../../src');
  const found = await Promise.all(
    globSync(files, { cwd: root }).map(async (file) => {
      const values: unknown[] = Object.values(await import(join(root, file)));
      return values.flatMap((value) =>
        typeof value === 'object' && value !== null && isOne(value) ? [[file, value] as const] : [],
      );
    }),
  );
  return found.flat();
}
