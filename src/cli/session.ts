import { openWorkbench } from '../pipeline/openWorkbench.ts';
import type { Workbench } from '../pipeline/workbench.ts';
import type { TerminalProgress } from './terminalProgress.ts';

/** Options every command takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly database?: string;
  readonly json?: boolean;
}

/** What a command works with besides its own arguments. */
export interface Surroundings {
  readonly cwd: string;
  readonly progress: TerminalProgress;
  readonly signal: AbortSignal;
}

/** Opens the workbench the flags name and closes it whatever happens in between. */
export async function withWorkbench<T>(
  flags: CommonFlags,
  { cwd, progress, signal }: Surroundings,
  work: (workbench: Workbench) => Promise<T>,
): Promise<T> {
  const workbench = await openWorkbench({
    cwd,
    progress,
    signal,
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.database === undefined ? {} : { database: flags.database }),
  });
  try {
    return await work(workbench);
  } finally {
    await workbench.close();
  }
}
