import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a script says on a heap of 60 MiB for what lives long; it ends with the code of an abort where the heap overflows. */
export async function onSmallHeap(script: string): Promise<string> {
  const child = spawn(process.execPath, ['--max-old-space-size=60', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return said;
}
