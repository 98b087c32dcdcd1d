import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Public data beside the repository; most of it states no licence, so it is not part of it. */
const folder = join(import.meta.dirname, '../../../shared/data');

/** The text of a file of public data; undefined where it is absent. */
export function publicText(path: string): string | undefined {
  const whole = join(folder, path);
  return existsSync(whole) ? readFileSync(whole, 'utf8') : undefined;
}
