import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const assembly = new URL('assembly/', import.meta.url);

/** Where the build says which sources it was made of. */
export const sourcesFile = new URL('../../build/kernel/sources.sha256', import.meta.url);

/** A hash of the sources of the kernel; null in the published package, which has none. */
export function hashOfSources(): string | null {
  if (!existsSync(assembly)) return null;
  const hash = createHash('sha256');
  for (const name of readdirSync(assembly).sort())
    hash.update(`${name}\0`).update(readFileSync(new URL(name, assembly)));
  return hash.digest('hex');
}
