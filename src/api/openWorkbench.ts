import { prepareWorkbench } from '../workbench/prepareWorkbench.ts';
import type { WorkbenchOptions } from '../workbench/workbenchOptions.ts';
import type { OpenWorkbench } from './workbench.ts';
import { workbenchJobs } from './workbenchJobs.ts';

/**
 * Loads the configuration, opens the database and brings its schema up to date. Close the workbench when the work is done.
 *
 * @param options where the configuration and the database are, and what of the machine the work may take
 * @throws HandraiseError `config` without a configuration or naming a setting at fault; `database` where it cannot be reached; `permission` with the missing GRANT.
 * @example
 * const workbench = await openWorkbench();
 * try {
 *   const program = workbench.program();
 *   await program.train({ promote: true });
 *   await program.score();
 * } finally {
 *   await workbench.close();
 * }
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<OpenWorkbench> {
  return workbenchJobs(await prepareWorkbench(options));
}
