import { runDemo } from '../pipeline/demo/demo.ts';
import { checkSources } from '../pipeline/operate/checkSources.ts';
import { diagnose } from '../pipeline/operate/doctor.ts';
import { importFile } from '../pipeline/operate/importFile.ts';
import { chosenPresetConfig } from '../pipeline/operate/presetConfig.ts';
import { statusOf } from '../pipeline/operate/status.ts';
import { templateProgram } from '../pipeline/outcome/templateProgram.ts';
import { publicationAs } from '../pipeline/table/publishTable.ts';
import { tableOptions } from '../pipeline/table/request.ts';
import { trainTable } from '../pipeline/table/trainTable.ts';
import type { PreparedWorkbench } from '../workbench/prepareWorkbench.ts';
import { programJobs } from './programJobs.ts';
import type { OpenWorkbench } from './workbench.ts';

/** A prepared workbench with the jobs that can be done with it. */
export function workbenchJobs(workbench: PreparedWorkbench): OpenWorkbench {
  const { progress, signal } = workbench;
  return {
    database: workbench.handle.description,
    embeddedPassword: workbench.handle.embeddedPassword,
    program: (name) => programJobs(workbench, name),
    check: () => checkSources(workbench),
    import: (entity, file, options) => importFile(workbench, entity, file, options),
    table: async (file, request) => {
      const publication =
        request.publish === undefined ? {} : { publication: publicationAs(request.publish, workbench) };
      const options = await tableOptions(file, request, new Date().toISOString());
      return trainTable(options, { progress, signal, ...publication });
    },
    presetConfig: (presets) => chosenPresetConfig(workbench, presets),
    programTemplate: (name, options) => templateProgram(workbench, name, options),
    status: () => statusOf(workbench),
    doctor: async ({ repair = false } = {}) => diagnose(workbench, repair),
    demo: (options) => runDemo(workbench, options),
    close: () => workbench.close(),
  };
}
