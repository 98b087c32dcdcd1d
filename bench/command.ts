import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const bin = join(import.meta.dirname, '../bin/handraise.js');

/** What a run of a command took. */
export type CommandUsage = Readonly<Record<'seconds' | 'processor seconds' | 'peak MiB', number>>;

/**
 * Runs `handraise` in a process of its own; what a database does is not counted.
 *
 * @param usageFile where the process leaves what it used
 * @throws Error where it ends with anything but 0
 */
export async function runCommand(
  given: readonly string[],
  { cwd, usageFile }: { readonly cwd?: string; readonly usageFile: string },
): Promise<CommandUsage> {
  const tellUsage = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(usageFile)}, JSON.stringify(process.resourceUsage())));`;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [`--import=data:text/javascript,${encodeURIComponent(tellUsage)}`, bin, ...given],
    { cwd, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  if (code !== 0) throw new Error(`handraise ${given[0]} ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as NodeJS.ResourceUsage;
  return {
    seconds,
    'processor seconds': (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    'peak MiB': usage.maxRSS / 1024,
  };
}
