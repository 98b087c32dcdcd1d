import type { Progress } from '../progress.ts';

/** What a workbench is opened with; everything may be left out. */
export interface WorkbenchOptions {
  /** Folder to look for `handraise.config.ts` in; by default the one the process works in. */
  readonly cwd?: string;
  /** Another configuration file. */
  readonly config?: string;
  /** Connection string; by default DATABASE_URL, the configuration's, else the embedded database. */
  readonly database?: string;
  /** Whether there must be a configuration file, which is the default; without one there are no programs, but a flat file can be published. */
  readonly configuration?: 'needed' | 'optional';
  /** Whether the embedded database must be there, which is the default, or is made where it is not. */
  readonly embedded?: 'present' | 'made';
  /** Bytes that features may take; by default a quarter of what the process may use. */
  readonly memoryBudget?: number;
  /** Parts of the contacts that are read at a time where there are several; by default one fewer than there are processors, 1 to 4. */
  readonly threads?: number;
  /** Milliseconds from any moment on, for a search with a budget in minutes; by default since the process began. */
  readonly clock?: () => number;
  /** Hears how the work goes on; by default nobody. */
  readonly progress?: Progress;
  /** Interrupts the work; what it has not finished is not published. */
  readonly signal?: AbortSignal;
}
