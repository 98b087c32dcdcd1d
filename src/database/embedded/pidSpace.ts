import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * Which processes this one can see: those of one machine since it started, within one container.
 *
 * Process ids mean nothing outside, so what another machine or container has left in a folder that both can reach says nothing about
 * whether its process lives. Elsewhere than on Linux, the machine by its name.
 */
export async function pidSpace(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  try {
    const [boot, namespace] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'latin1'),
      readlink('/proc/self/ns/pid'),
    ]);
    return `${boot.trim()}/${namespace}`;
  } catch {
    return hostname();
  }
}
