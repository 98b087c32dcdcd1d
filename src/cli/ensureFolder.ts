import { mkdir } from 'node:fs/promises';

/** Makes a folder that only its owner may enter, unless it is there. */
export async function ensureFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}
