import { resolve } from 'node:path';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { openDatabase } from '../database/connection.ts';
import { isSettled } from '../database/embedded/place.ts';
import { migrate } from '../database/migrate.ts';
import { requireReading } from '../database/rights.ts';
import { HandraiseError } from '../errors.ts';
import { selectFamilies } from '../features/engine/selectFamilies.ts';
import { type Progress, silent } from '../progress.ts';
import { defaultMemory, defaultThreads } from './machine.ts';
import type { Workbench } from './workbench.ts';

/** A workbench whose database is open. */
export interface PreparedWorkbench extends Workbench {
  /** Ends every connection, and stops the embedded database unless another process uses it. */
  close(): Promise<void>;
}

/**
 * Loads the configuration, makes sure that its programs select features there are, opens the database and brings its schema up to date.
 *
 * @param options.cwd folder to look for `handraise.config.ts` in
 * @param options.config another configuration file
 * @param options.database connection string; by default DATABASE_URL, the configuration's, else the embedded database
 * @param options.configuration whether there must be a configuration file; by default defaults will do
 * @param options.embedded whether the embedded database must be there, or is made where it is not, which is the default
 * @param options.memoryBudget bytes that features may take; by default a quarter of what the process may use
 * @param options.threads partitions folded at a time where there are several; by default one fewer than there are processors, 1 to 4
 * @param options.clock milliseconds from any moment on, for a search with a budget in minutes; by default since the process began
 */
export async function prepareWorkbench(options: {
  readonly cwd: string;
  readonly config?: string;
  readonly database?: string;
  readonly configuration?: 'needed' | 'optional';
  readonly embedded?: 'present' | 'made';
  readonly memoryBudget?: number;
  readonly threads?: number;
  readonly clock?: () => number;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}): Promise<PreparedWorkbench> {
  const { cwd, progress = silent, signal = new AbortController().signal } = options;
  const { config, file, folder } = await loadConfig({
    cwd,
    environment: readEnvironment(),
    flags: { config: options.config, database: options.database },
  });
  if (file === null && options.configuration === 'needed')
    throw new HandraiseError('config', `there is no handraise.config.ts in ${cwd}`, {
      hint: 'go to the folder that has one, or name it with --config; handraise init writes a new one',
    });
  const directory = resolve(folder, config.directory);
  if (config.database === undefined && options.embedded === 'present' && !(await isSettled(directory)))
    throw new HandraiseError('config', `no database is named, and there is no embedded one in ${directory} yet`, {
      hint: 'set DATABASE_URL or give --database; handraise import makes an embedded one',
    });
  for (const [name, { features }] of Object.entries(config.programs))
    selectFamilies(features, `programs.${name}.features`);
  const handle = await openDatabase({
    ...(config.database === undefined ? {} : { connectionString: config.database }),
    directory,
    onProgress: (text) => progress.stage(text),
    signal,
  });
  try {
    await migrate(handle);
    await requireReading(handle);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    handle,
    config,
    models: resolve(folder, config.models),
    reports: resolve(folder, config.reports),
    memoryBudget: options.memoryBudget ?? defaultMemory(),
    threads: options.threads ?? defaultThreads(),
    clock: options.clock ?? (() => performance.now()),
    progress,
    signal,
    close: () => handle.close(),
  };
}
