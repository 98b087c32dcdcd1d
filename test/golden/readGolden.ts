import { readFileSync } from 'node:fs';

/** The JSON file of that name beside this one; its shape is what the generating script wrote. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as T;
}
