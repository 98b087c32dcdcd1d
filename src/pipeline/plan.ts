import type pg from 'pg';
import { type EntityName, entityNames } from '../config/entity.ts';
import { programOf } from '../config/load.ts';
import type { Program } from '../config/schema.ts';
import { probeSources, type Sources } from '../crm/source.ts';
import { estimatedRows } from '../database/estimatedRows.ts';
import { inSnapshot } from '../database/transaction.ts';
import { planFeatures } from '../features/featurePlan.ts';
import { eventStatement, kindStatement } from '../features/sweep/eventStatements.ts';
import { pastAndPresent } from '../snapshot/pastAndPresent.ts';
import type { Instant } from '../snapshot/population.ts';
import { readPopulation } from '../snapshot/readPopulation.ts';
import { asOfOrNow, type Workbench } from './workbench.ts';

/** A statement that training runs. */
export interface PlannedStatement {
  /** What is read, such as `contact`, or `event, partition 2 of 3`. */
  readonly reads: string;
  /** Rows the server expects, by its statistics. */
  readonly rows: number;
  readonly sql: string;
}

/** What training would read and what that takes. */
export interface ExtractionPlan {
  readonly program: string;
  readonly asOf: Instant;
  readonly contacts: number;
  readonly accounts: number;
  /** Rows that features are made of: past dates, and everybody as of now. */
  readonly snapshots: number;
  readonly families: readonly string[];
  /** Kinds of events with features of their own. */
  readonly kinds: readonly string[];
  readonly statements: readonly PlannedStatement[];
  readonly partitions: number;
  /** Partitions read at a time. */
  readonly threads: number;
  /** In bytes. */
  readonly memory: {
    readonly budget: number;
    readonly columns: number;
    /** What each partition at work takes, and what all of them take besides, at most. */
    readonly fixed: number;
    readonly folded: number;
    /** Columns, and the partitions at work at a time. */
    readonly peak: number;
  };
}

/** Entities that are read before the events. */
const first: readonly EntityName[] = entityNames.filter(
  (entity) => entity !== 'event' && entity !== 'answer' && entity !== 'touch' && entity !== 'stageChange',
);

/**
 * What training a program would read, in which statements and partitions, and the memory that takes. Contacts and what
 * hangs on them are read; of the events the database counts the kinds, no more.
 *
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @throws HandraiseError `resource` where the memory does not suffice, and otherwise as training does.
 */
export async function planExtraction(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly knownBefore?: Instant } = {},
): Promise<ExtractionPlan> {
  const { handle, config, progress } = workbench;
  const { name, program } = programOf(config, programName);
  const asOf = await asOfOrNow(handle, options.knownBefore);
  progress.stage('reading contacts, accounts and outcomes');
  const sources = await probeSources(handle, config.source);
  return inSnapshot(handle, (client) => planIn(workbench, client, sources, name, program, asOf));
}

async function planIn(
  { handle, memoryBudget, threads, signal }: Workbench,
  client: pg.PoolClient,
  sources: Sources,
  name: string,
  program: Program,
  knownBefore: Instant,
): Promise<ExtractionPlan> {
  const population = await readPopulation(client, sources, program, { knownBefore, withRevisions: true });
  const snapshots = pastAndPresent(population, program, knownBefore);
  const { families, events } = await planFeatures({
    ...{ client, sources, population, snapshots, program, knownBefore, memoryBudget, signal },
    threads: { count: threads, connectionString: handle.connectionString() },
  });
  const {
    partitions = 1,
    threads: atOnce = 1,
    fixedBytes = 0,
    foldedBytes = 0,
    peakBytes = 0,
  } = events?.partitioning ?? {};
  const wanted = [
    ...first
      .filter((entity) => sources.has(entity))
      .map((entity) => ({ reads: entity as string, sql: sources.select(entity) })),
    ...(events ? eventStatements(sources, knownBefore, partitions) : []),
  ];
  const statements: PlannedStatement[] = [];
  for (const { reads, sql } of wanted) statements.push({ reads, rows: await estimatedRows(client, sql), sql });
  const columns = events?.columnBytes ?? 0;
  return {
    program: name,
    asOf: knownBefore,
    contacts: population.contacts.ids.length,
    accounts: population.accounts.ids.length,
    snapshots: snapshots.rows,
    families: families.map(({ family }) => family),
    kinds: events?.selected ?? [],
    statements,
    partitions,
    threads: atOnce,
    memory: { budget: memoryBudget, columns, fixed: fixedBytes, folded: foldedBytes, peak: columns + peakBytes },
  };
}

function eventStatements(sources: Sources, knownBefore: Instant, partitions: number) {
  const parts = Array.from({ length: partitions }, (_, index) => ({
    reads: partitions === 1 ? 'event' : `event, partition ${index + 1} of ${partitions}`,
    sql: eventStatement(sources, knownBefore, { index, of: partitions }),
  }));
  return [{ reads: 'kinds of events', sql: kindStatement(sources, knownBefore) }, ...parts];
}
