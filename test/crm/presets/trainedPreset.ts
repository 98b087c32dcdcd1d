import { join } from 'node:path';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config, ConfigInput } from '../../../src/config/schema.ts';
import type { DatabaseHandle } from '../../../src/database/connection.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { promoteModel } from '../../../src/pipeline/promote/promoteModel.ts';
import { runScoring } from '../../../src/pipeline/score/score.ts';
import { runTraining } from '../../../src/pipeline/train/trainRun.ts';
import { silent } from '../../../src/progress.ts';
import type { Workbench } from '../../../src/workbench/workbench.ts';

/** The demo company's question asked of a source; a third of the dates are enough to compare by, and all opens and clicks are used, as its own tables say nothing of machines. */
export function demoQuestion(
  source: NonNullable<ConfigInput['source']>,
  exclude: NonNullable<NonNullable<ConfigInput['programs']>[string]['exclude']> = {},
): Config {
  const { outcome, ...question } = demoConfig.programs.demo;
  const demo = {
    ...question,
    outcome: { recordedSince: outcome.recordedSince },
    cutoffs: { every: 'quarter' },
    exclude,
  };
  const { event } = source;
  const used = event?.machine ? { ...source, event: { ...event, machine: { ...event.machine, keep: true } } } : source;
  return parseConfig({ source: used, programs: { demo } }, 'test');
}

export interface Ranked {
  readonly findings: Awaited<ReturnType<typeof runTraining>>['findings'];
  /** Published probability of each contact. */
  readonly probabilities: ReadonlyMap<string, number>;
}

/** A workbench on a database that exists. */
export function workbenchOf(handle: DatabaseHandle, config: Config, folder: string): Workbench {
  return {
    handle,
    config,
    models: join(folder, 'models'),
    reports: join(folder, 'reports'),
    memoryBudget: 256 * 2 ** 20,
    threads: 1,
    clock: () => 0,
    progress: silent,
    signal: new AbortController().signal,
  };
}

/** Trains, promotes and scores program `demo` at the end of the record. */
export async function trainAndScore(handle: DatabaseHandle, config: Config, folder: string): Promise<Ranked> {
  const workbench = workbenchOf(handle, config, folder);
  const { findings, modelId } = await runTraining(workbench, 'demo', { knownBefore: demoEnd, promote: false });
  // What is compared is what two mappings give, not whether so small a company's model is good.
  await promoteModel(workbench, 'demo', modelId, { override: 'to be compared' });
  await runScoring(workbench, 'demo', { asOf: demoEnd });
  return { findings, probabilities: await published(handle, 'demo') };
}

/** Probability of each contact, as published. */
export async function published(handle: DatabaseHandle, program: string): Promise<Map<string, number>> {
  const { rows } = await handle.pool.query<{ id: string; probability: number }>(
    'SELECT contact_id AS id, probability FROM handraise.candidate WHERE program = $1 ORDER BY rank',
    [program],
  );
  return new Map(rows.map(({ id, probability }) => [id, probability]));
}
