import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes an empty temporary folder that others may enter: an embedded server started in it by root runs as another
 * account, and can only keep its files there (rather than in /var/lib) if that account can get in.
 */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handraise-'));
  await chmod(folder, 0o755);
  return folder;
}
