import type pg from 'pg';
import { programOf } from '../../config/load.ts';
import type { Program } from '../../config/schema.ts';
import { inLockedSources } from '../../crm/lockedSources.ts';
import type { Sources } from '../../crm/source.ts';
import { expectedRows } from '../../database/expectedRows.ts';
import { HandraiseError } from '../../errors.ts';
import { eventValuesOf } from '../../features/engine/buildFeatures.ts';
import { eventPlanStatements } from '../../features/engine/eventPlanStatements.ts';
import { type FeaturePlan, planFeatures, type TrainedSelection } from '../../features/engine/featurePlan.ts';
import { plannedFeatures } from '../../features/engine/plannedFeatures.ts';
import { asTrained, type LoadedModel, loadChampion, selectionOf } from '../../registry/loadedModel.ts';
import type { NamedStatement } from '../../snapshot/namedStatement.ts';
import { pastAndPresent } from '../../snapshot/pastAndPresent.ts';
import type { Population } from '../../snapshot/population.ts';
import { populationStatements } from '../../snapshot/populationStatements.ts';
import { readPopulation } from '../../snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../snapshot/scoringSnapshots.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { withinRecord } from '../../snapshot/withinRecord.ts';
import type { Instant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';

/** A statement, and how many rows the server expects it to give. */
export interface PlannedStatement extends NamedStatement {
  readonly expectedRows: number;
}

/** What reading and computing features for one command takes. */
export interface ExtractionPlan {
  readonly stage: 'train' | 'score';
  readonly snapshots: number;
  readonly statements: readonly PlannedStatement[];
  /** Null where no feature is made of events. */
  readonly events: {
    /** Events there are; where the database is not asked to count them, as many as it expects. */
    readonly rows: number;
    readonly counted: boolean;
    /** Kinds with features of their own, the most frequent first. */
    readonly kinds: readonly string[];
    readonly partitions: number;
    /** Partitions folded at a time. */
    readonly threads: number;
    /** Bytes: of the columns, about; of what is folded, whatever the rows, and for all of them at most; of all together at a time, at most. */
    readonly memory: {
      readonly columns: number;
      readonly fixed: number;
      readonly folded: number;
      readonly peak: number;
    };
  } | null;
  readonly families: readonly { readonly family: string; readonly columns: number }[];
}

/** What training and scoring a program would do. */
export interface ProgramPlan {
  readonly program: string;
  readonly asOf: Instant;
  /** Bytes that features may take. */
  readonly memoryBudget: number;
  /** Model that would score, or why there is none. */
  readonly champion: { readonly modelId: string } | { readonly missing: string };
  readonly train: ExtractionPlan;
  /** Without a champion, as one trained on all features would score. */
  readonly score: ExtractionPlan;
}

/**
 * Plans the extractions of a program: reads everything but the events, of which the database counts the kinds for training, and writes nothing.
 *
 * @param options.asOf as of this instant; by default the database's now
 * @throws HandraiseError as `extract`; `resource` with what training or scoring would say where the memory does not suffice.
 */
export async function planProgram(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly asOf?: Instant } = {},
): Promise<ProgramPlan> {
  const { handle, config, memoryBudget, progress } = workbench;
  const { name, program } = programOf(config, programName);
  const asOf = await asOfOrNow(workbench, options.asOf);
  const champion = await championOrReason(workbench, name, program);
  progress.stage('reading contacts, accounts and outcomes');
  return inLockedSources(handle, config.source, { signal: workbench.signal }, async (client, sources) => {
    const population = await readPopulation(client, sources, program, { knownBefore: asOf, withRevisions: true });
    const ofRecord = withinRecord(program, population);
    const shared = { workbench, client, sources, population, asOf };
    progress.stage('counting kinds of events');
    const train = await planExtraction({ ...shared, program: ofRecord }, pastAndPresent(population, ofRecord, asOf));
    const trained = 'missing' in champion ? allOf(train.plan) : selectionOf(champion.artefact);
    const asked = 'missing' in champion ? ofRecord : asTrained(program, champion.artefact);
    const score = await planExtraction(
      { ...shared, program: asked },
      scoringSnapshots(population, asked, asOf),
      trained,
    );
    return {
      program: name,
      asOf,
      memoryBudget,
      champion: 'missing' in champion ? champion : { modelId: champion.modelId },
      train: train.extraction,
      score: score.extraction,
    };
  });
}

interface Shared {
  readonly workbench: Workbench;
  readonly client: pg.PoolClient;
  readonly sources: Sources;
  readonly program: Program;
  readonly population: Population;
  readonly asOf: Instant;
}

/** @param trained of a scoring. */
async function planExtraction(
  { workbench, client, sources, program, population, asOf }: Shared,
  snapshots: Snapshots,
  trained?: TrainedSelection,
): Promise<{ readonly plan: FeaturePlan; readonly extraction: ExtractionPlan }> {
  const { handle, memoryBudget, threads, signal } = workbench;
  const plan = await planFeatures({
    ...{ client, sources, population, snapshots, program, knownBefore: asOf, memoryBudget, signal },
    threads: { count: threads, connectionString: handle.connectionString() },
    ...(trained === undefined ? {} : { trained }),
  });
  const named = [
    ...populationStatements(sources, program, { knownBefore: asOf, withRevisions: trained === undefined }),
    ...(plan.events ? eventPlanStatements(sources, asOf, plan.events) : []),
  ];
  const statements: PlannedStatement[] = [];
  for (const one of named) {
    signal.throwIfAborted();
    statements.push({ ...one, expectedRows: await expectedRows(client, one.statement) });
  }
  return {
    plan,
    extraction: {
      stage: trained === undefined ? 'train' : 'score',
      snapshots: snapshots.rows,
      statements,
      events: plan.events && eventsOf(plan.events),
      families: columnsByFamily(plan),
    },
  };
}

function eventsOf({ rows, counted, selected, columnBytes, partitioning }: NonNullable<FeaturePlan['events']>) {
  const { partitions, threads, fixedBytes, foldedBytes, peakBytes } = partitioning;
  const memory = { columns: columnBytes, fixed: fixedBytes, folded: foldedBytes, peak: columnBytes + peakBytes };
  return { rows, counted, kinds: selected, partitions, threads, memory };
}

function columnsByFamily(plan: FeaturePlan): ExtractionPlan['families'] {
  const columns = new Map<string, number>();
  for (const { family } of plannedFeatures(plan)) columns.set(family, (columns.get(family) ?? 0) + 1);
  return [...columns].map(([family, count]) => ({ family, columns: count }));
}

function allOf({ families, events }: FeaturePlan): TrainedSelection {
  return {
    eventKinds: events?.selected ?? [],
    eventValues: eventValuesOf(events),
    families: new Set(families.map(({ family }) => family)),
  };
}

async function championOrReason(
  workbench: Workbench,
  name: string,
  program: Program,
): Promise<LoadedModel | { readonly missing: string }> {
  try {
    return await loadChampion(workbench, name, program);
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'artefact') return { missing: error.message };
    throw error;
  }
}
