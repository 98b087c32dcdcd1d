import { openWorkbench } from '../api/openWorkbench.ts';
import type { AsOfOptions } from '../api/options.ts';
import type { OpenWorkbench } from '../api/workbench.ts';
import type { WorkbenchOptions } from '../workbench/workbenchOptions.ts';
import type { CommonFlags } from './commonFlags.ts';
import { machineOf } from './machineOptions.ts';
import type { TerminalProgress } from './terminalProgress.ts';

/** What a command works with besides its own arguments. */
export interface Surroundings {
  readonly cwd: string;
  readonly progress: TerminalProgress;
  readonly signal: AbortSignal;
  /** Leaves Ctrl-C to a program that has the terminal, or takes it back; from the next Ctrl-C on. Asked before the program is started. */
  leaveCtrlC(toOther: boolean): void;
}

/** What work may take to stop by itself once interrupted, in milliseconds; then its connections are cut. */
const grace = 2000;

/** What a command can do without: by default it has a configuration and a database, and makes neither by mistake. */
export type Needs = Pick<WorkbenchOptions, 'configuration' | 'embedded'>;

/** Opens the workbench the flags name and closes it whatever happens in between. */
export async function withWorkbench<T>(
  flags: CommonFlags,
  { cwd, progress, signal }: Surroundings,
  work: (workbench: OpenWorkbench) => Promise<T>,
  needs: Needs = {},
): Promise<T> {
  const workbench = await openWorkbench({
    cwd,
    progress,
    signal,
    ...needs,
    ...machineOf(flags),
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.database === undefined ? {} : { database: flags.database }),
  });
  let cut: NodeJS.Timeout | undefined;
  const onAbort = () => {
    cut = setTimeout(() => void workbench.close(), grace);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(workbench);
  } finally {
    clearTimeout(cut);
    signal.removeEventListener('abort', onAbort);
    await workbench.close();
  }
}

/** The instant that `--as-of` names; nothing where it is left out. */
export function asOfOf(flags: Readonly<Record<string, unknown>>): AsOfOptions {
  return typeof flags.asOf === 'string' ? { asOf: flags.asOf } : {};
}
