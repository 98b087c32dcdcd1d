import type pg from 'pg';
import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import type { Instant, Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { Tally } from '../snapshot/tally.ts';
import { createTable } from '../table/table.ts';
import { catalogue } from './catalogue.ts';
import { ColumnGather } from './columnGather.ts';
import { accountActivity } from './definitions/accountActivity.ts';
import { activeDays } from './definitions/activeDays.ts';
import { eventCount } from './definitions/eventCount.ts';
import { eventRecency } from './definitions/eventRecency.ts';
import { trend } from './definitions/trend.ts';
import { valueSum } from './definitions/valueSum.ts';
import type { FeatureColumn, FeatureContext, FeatureFamily } from './family.ts';
import type { FeatureTable } from './feature.ts';
import { leftAfterColumns } from './memoryNeed.ts';
import { streamFeatures } from './streamFeatures.ts';
import { accountPoints } from './sweep/accountPoints.ts';
import { eventAnomalies } from './sweep/eventAnomalies.ts';
import { chooseKinds, type EventKinds } from './sweep/eventKinds.ts';
import { FoldedTotals } from './sweep/foldedTotals.ts';
import { lookbackOf } from './sweep/lookback.ts';
import { readEventKinds } from './sweep/readEventKinds.ts';
import type { Threads } from './sweep/streamActivity.ts';
import type { SweepShape } from './sweep/sweepShape.ts';

/** What features are built from. */
export interface FeatureInput {
  /** In the REPEATABLE READ transaction in which the population was read. */
  readonly client: pg.PoolClient;
  readonly sources: Sources;
  readonly population: Population;
  readonly snapshots: Snapshots;
  readonly program: Program;
  /** At scoring, the kinds the model was trained with; in training the 40 most frequent are chosen. */
  readonly eventKinds?: readonly string[];
  /** The instant of the run: no event at or after it, or ingested at or after it, is used. */
  readonly knownBefore: Instant;
  /** Bytes that columns, and what events are folded into, may take. */
  readonly memoryBudget: number;
  /** How many partitions of the contacts to fold apart, at least; by default as many as the memory asks for. */
  readonly partitions?: number;
  /** Partitions folded at a time, each on a thread and a connection of its own; by default one, on `client`. */
  readonly threads?: Threads;
  readonly signal?: AbortSignal;
  /** Called now and then with the number of events read so far, and in all. */
  readonly onProgress?: (events: number, total: number) => void;
}

/** Features, and what was found on the way. */
export interface BuiltFeatures extends FeatureTable {
  /** Kinds with features of their own, ascending: what scoring passes as `eventKinds`. */
  readonly eventKinds: readonly string[];
  /** Events and values read and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** SHA-256 that does not depend on the order of the events. */
  readonly eventFingerprint: string;
}

/**
 * Features of every snapshot row, in one pass over the events.
 *
 * A row as of t sees only what occurred before t, was ingested before t (where the source says when) and concerns
 * contacts and accounts created before t. Of events with the same contact and id the copy known first counts. Events
 * may come in any order; the result has the same bytes.
 *
 * With `eventKinds` every one of them gets value columns, so that a model finds all columns it was trained with.
 *
 * @throws HandraiseError `resource` before allocating more than the budget; `database`; `interrupted`.
 */
export async function buildFeatures(input: FeatureInput): Promise<BuiltFeatures> {
  const { sources, population, snapshots } = input;
  const anomalies = new Tally<string>();
  const declared = declaredAttributes(sources);
  const facts = { population, snapshots, declared, anomalies };
  const read = sources.has('event') ? await foldFeatures(input, facts) : noEvents;
  const others = catalogue.filter((family) => !ofEvents.has(family));
  const made = new Map<FeatureFamily, readonly FeatureColumn[]>([
    ...read.columns,
    ...others.map((family) => [family, family.columns({ ...facts, activity: null })] as const),
  ]);
  const columns = catalogue.flatMap((family) => made.get(family) ?? []);
  return {
    features: columns.map(({ feature }) => feature),
    table: createTable(
      snapshots.rows,
      columns.map(({ column }) => column),
    ),
    eventKinds: read.kinds,
    anomalies: anomalies.counts() as Record<string, number>,
    eventFingerprint: read.fingerprint,
  };
}

const ofEvents: ReadonlySet<FeatureFamily> = new Set([
  eventCount,
  eventRecency,
  activeDays,
  trend,
  valueSum,
  accountActivity,
]);

interface FoldedFeatures {
  readonly columns: ReadonlyMap<FeatureFamily, readonly FeatureColumn[]>;
  readonly kinds: readonly string[];
  readonly fingerprint: string;
}

const noEvents: FoldedFeatures = { columns: new Map(), kinds: [], fingerprint: new FoldedTotals().fingerprint() };

async function foldFeatures(input: FeatureInput, facts: Omit<FeatureContext, 'activity'>): Promise<FoldedFeatures> {
  const { client, sources, population, snapshots, program, knownBefore, signal, onProgress } = input;
  const { contacts, accounts } = population;
  const found = await readEventKinds(client, sources, knownBefore, signal);
  const kinds = chooseKinds(found.counts, program.exclude.eventKinds, input.eventKinds);
  const valueKinds = valueColumnsOf(kinds, input.eventKinds !== undefined);
  const families = catalogue.filter((family) => ofEvents.has(family));
  const shape: SweepShape = {
    snapshots,
    contacts,
    accounts,
    owned: null,
    points: accountPoints(snapshots, contacts, accounts),
    lookback: lookbackOf(program.lookbackDays),
    kinds,
    folds: new Set(['counts', 'last', 'days', 'values', 'account']),
    knownBefore,
  };
  const size = {
    rows: snapshots.rows,
    kinds: kinds.names.length,
    valueKinds: valueKinds.length,
    windows: shape.lookback.days.length,
    attributes: facts.declared.contact.length + facts.declared.account.length,
  };
  const gathers = new Map(families.map((family) => [family, new ColumnGather(snapshots.rows)]));
  const totals = await streamFeatures(
    {
      ...{ client, sources, population, snapshots, knownBefore, shape, families, facts, valueKinds, signal },
      events: found.rows,
      memoryBudget: leftAfterColumns(size, input.memoryBudget),
      partitions: input.partitions,
      threads: input.threads,
      onProgress: (events) => onProgress?.(events, found.rows),
    },
    ({ rows, byFamily }) => {
      for (const [family, made] of byFamily) gathers.get(family)!.add(rows, made);
    },
  );
  for (const [what, count] of Object.entries(totals.anomalies)) facts.anomalies.add(what, count);
  facts.anomalies.add(eventAnomalies.merged, found.rows - totals.rows);
  return {
    columns: new Map([...gathers].map(([family, gather]) => [family, gather.columns()])),
    kinds: kinds.names,
    fingerprint: totals.fingerprint(),
  };
}

function valueColumnsOf({ names, valued }: EventKinds, all: boolean): number[] {
  return Array.from(names, (_, kind) => kind).filter((kind) => all || valued[kind]! >= 0);
}

function declaredAttributes(sources: Sources): FeatureContext['declared'] {
  const of = (entity: 'contact' | 'account') => [...sources.attributes(entity), ...sources.history(entity)];
  return { contact: of('contact'), account: of('account') };
}
