import { join } from 'node:path';
import { sql } from 'kysely';
import type { EntityName } from '../../../src/config/entity.ts';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config, ConfigInput } from '../../../src/config/schema.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import type { Landing, Preset } from '../../../src/crm/presets/preset.ts';
import { probeSources } from '../../../src/crm/source.ts';
import type { DatabaseHandle } from '../../../src/database/connection.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoConfig } from '../../../src/demo/config.ts';
import { silent } from '../../../src/pipeline/progress.ts';
import { runScoring } from '../../../src/pipeline/score.ts';
import { runTraining } from '../../../src/pipeline/trainRun.ts';
import type { Workbench } from '../../../src/pipeline/workbench.ts';

/** What a schema holds, by the catalogue; `hidden` columns (`table.column`) and tables count as missing. */
export async function landingOf(
  handle: DatabaseHandle,
  schema: string,
  hidden: ReadonlySet<string> = new Set(),
): Promise<Landing> {
  const { rows } = await sql<{ table: string; name: string; type: string }>`
    SELECT table_name::text AS table, column_name::text AS name, data_type::text AS type FROM information_schema.columns
    WHERE table_schema = ${schema} ORDER BY ordinal_position`.execute(handle.kysely);
  const shown = rows.filter(({ table, name }) => !hidden.has(table) && !hidden.has(`${table}.${name}`));
  const find = (table: string, name: string) => shown.find((row) => row.table === table && row.name === name);
  return {
    schema,
    has: (table, column) =>
      column === undefined ? shown.some((row) => row.table === table) : find(table, column) !== undefined,
    columns: (table) => shown.filter((row) => row.table === table).map((row) => row.name),
    type: (table, column) => find(table, column)?.type,
  };
}

/** The configuration that a preset's mapping makes, with the demo company's question. */
export function presetConfig(preset: Preset, landing: Landing): Config {
  const { source, program } = preset.map(landing);
  return demoQuestion(source, program);
}

/** The demo company's question asked of a source. */
export function demoQuestion(
  source: NonNullable<ConfigInput['source']>,
  program: Partial<NonNullable<ConfigInput['programs']>[string]> = {},
): Config {
  const { title, ...question } = demoConfig.programs.demo;
  const outcome = { recordedSince: question.outcome.recordedSince };
  // A third of the dates are enough to compare by.
  const programs = {
    demo: {
      ...question,
      cutoffs: { every: 'quarter' },
      title,
      ...program,
      outcome: { ...outcome, ...program.outcome },
    },
  };
  return parseConfig({ source, programs }, 'test');
}

/** Problems of severity `error`. */
export async function errorsOf(handle: DatabaseHandle, config: Config): Promise<string[]> {
  const { problems } = await checkCrm(handle, config, demoEnd);
  return problems.filter(({ severity }) => severity === 'error').map(({ entity, problem }) => `${entity}: ${problem}`);
}

export interface Ranked {
  readonly training: Awaited<ReturnType<typeof runTraining>>;
  /** Published probability of each contact, best first. */
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
    progress: silent,
    signal: new AbortController().signal,
  };
}

/** Trains, promotes and scores at the end of the record. */
export async function trainAndScore(handle: DatabaseHandle, config: Config, folder: string): Promise<Ranked> {
  const workbench = workbenchOf(handle, config, folder);
  const training = await runTraining(workbench, 'demo', { knownBefore: demoEnd, promote: true });
  await runScoring(workbench, 'demo', { asOf: demoEnd });
  const { rows } = await sql<{ id: string; probability: number }>`
    SELECT contact_id AS id, probability FROM handraise.candidate WHERE program = 'demo' ORDER BY rank`.execute(
    handle.kysely,
  );
  return { training, probabilities: new Map(rows.map(({ id, probability }) => [id, probability])) };
}

/** How many rows of an expression over each configuration's canonical SELECT the other lacks, and how many there are. */
export async function disagreement(
  handle: DatabaseHandle,
  entity: EntityName,
  columns: string,
  configs: readonly [Config, Config],
  rest = '',
): Promise<{ rows: number; missing: number; surplus: number }> {
  const [expected, found] = await Promise.all(
    configs.map(async ({ source }) => {
      const select = (await probeSources(handle, source)).select(entity);
      return `SELECT ${columns} FROM (${select}) AS source ${rest}`;
    }),
  );
  const { rows } = await handle.pool.query(`SELECT
    (SELECT count(*) FROM (${expected}) AS e)::int AS rows,
    (SELECT count(*) FROM ((${expected}) EXCEPT ALL (${found})) AS e)::int AS missing,
    (SELECT count(*) FROM ((${found}) EXCEPT ALL (${expected})) AS e)::int AS surplus`);
  return rows[0];
}

/** Some columns of an entity's canonical rows, in order; instants as ISO texts of milliseconds. */
export async function canonicalRows(
  handle: DatabaseHandle,
  entity: EntityName,
  columns: string,
  { source }: Config,
): Promise<unknown[][]> {
  const select = (await probeSources(handle, source)).select(entity);
  const { rows } = await handle.pool.query({ text: `SELECT ${columns} FROM (${select}) AS source`, rowMode: 'array' });
  const plain = rows.map((row: unknown[]) => row.map((value) => (value instanceof Date ? value.toISOString() : value)));
  return plain.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Everything optional in a preset: `table` or `table.column`, as far as the schema has it. */
export function optionalParts(preset: Preset, landing: Landing): string[] {
  return preset.tables
    .filter(({ name }) => landing.has(name))
    .flatMap((table) => [
      ...(table.required ? [] : [table.name]),
      ...table.columns
        .filter((column) => !(table.required && column.required) && landing.has(table.name, column.name))
        .map((column) => `${table.name}.${column.name}`),
    ]);
}
