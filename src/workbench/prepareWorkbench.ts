import { resolve } from 'node:path';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { openDatabase } from '../database/connection.ts';
import { isSettled } from '../database/embedded/place.ts';
import { migrate } from '../database/migrate.ts';
import { requireReading } from '../database/rights.ts';
import { HandraiseError } from '../errors.ts';
import { selectFamilies } from '../features/engine/selectFamilies.ts';
import { silent } from '../progress.ts';
import { defaultMemory, defaultThreads } from './machine.ts';
import type { Workbench } from './workbench.ts';
import type { WorkbenchOptions } from './workbenchOptions.ts';

/** A workbench whose database is open. */
export interface PreparedWorkbench extends Workbench {
  /** Ends every connection, and stops the embedded database unless another process uses it. */
  close(): Promise<void>;
}

/**
 * Loads the configuration, makes sure that its programs select features there are, opens the database and brings its schema up to date.
 */
export async function prepareWorkbench(options: WorkbenchOptions): Promise<PreparedWorkbench> {
  const { cwd = process.cwd(), configuration = 'needed', embedded = 'present' } = options;
  const { progress = silent, signal = new AbortController().signal } = options;
  const { config, file, folder } = await loadConfig({
    cwd,
    environment: readEnvironment(),
    flags: { config: options.config, database: options.database },
  });
  if (file === null && configuration === 'needed')
    throw new HandraiseError('config', `there is no handraise.config.ts in ${cwd}`, {
      hint: 'go to the folder that has one, or name it with --config; handraise init writes a new one',
    });
  const directory = resolve(folder, config.directory);
  if (config.database === undefined && embedded === 'present' && !(await isSettled(directory)))
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
