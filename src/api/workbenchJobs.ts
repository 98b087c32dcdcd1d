import type { PreparedWorkbench } from '../workbench/prepareWorkbench.ts';
import { programJobs } from './programJobs.ts';
import type { OpenWorkbench } from './workbench.ts';

/** Each is loaded when it is asked for the first time: most commands and scripts do one thing. */
const jobs = {
  check: () => import('../pipeline/operate/checkSources.ts'),
  import: () => import('../pipeline/operate/importFile.ts'),
  table: async () => ({
    ...(await import('../pipeline/table/request.ts')),
    ...(await import('../pipeline/table/trainTable.ts')),
    ...(await import('../pipeline/table/publishTable.ts')),
  }),
  presetConfig: () => import('../pipeline/operate/presetConfig.ts'),
  programTemplate: () => import('../pipeline/outcome/templateProgram.ts'),
  status: () => import('../pipeline/operate/status.ts'),
  doctor: () => import('../pipeline/operate/doctor.ts'),
  demo: () => import('../pipeline/demo/demo.ts'),
};

/** A prepared workbench with the jobs that can be done with it. */
export function workbenchJobs(workbench: PreparedWorkbench): OpenWorkbench {
  const { progress, signal } = workbench;
  return {
    database: workbench.handle.description,
    embeddedPassword: workbench.handle.embeddedPassword,
    program: (name) => programJobs(workbench, name),
    check: async () => (await jobs.check()).checkSources(workbench),
    import: async (entity, file, options) => (await jobs.import()).importFile(workbench, entity, file, options),
    table: async (file, request) => {
      const { publicationAs, tableOptions, trainTable } = await jobs.table();
      const publication =
        request.publish === undefined ? {} : { publication: publicationAs(request.publish, workbench) };
      const options = await tableOptions(file, request, new Date().toISOString());
      return trainTable(options, { progress, signal, ...publication });
    },
    presetConfig: async (presets) => (await jobs.presetConfig()).chosenPresetConfig(workbench, presets),
    programTemplate: async (name, options) => (await jobs.programTemplate()).templateProgram(workbench, name, options),
    status: async () => (await jobs.status()).statusOf(workbench),
    doctor: async ({ repair = false } = {}) => (await jobs.doctor()).diagnose(workbench, repair),
    demo: async (options) => (await jobs.demo()).runDemo(workbench, options),
    close: () => workbench.close(),
  };
}
