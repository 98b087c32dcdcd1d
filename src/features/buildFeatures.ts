import type pg from 'pg';
import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import type { Instant, Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { Tally } from '../snapshot/tally.ts';
import { ColumnGather } from './columnGather.ts';
import { columnsOfFamily, tableOf } from './computeFeatures.ts';
import type { Facts, FeatureColumn, FeatureFamily } from './family.ts';
import type { FeatureTable } from './feature.ts';
import { leftAfterColumns } from './memoryNeed.ts';
import { selectFamilies } from './selectFamilies.ts';
import { selectKinds } from './selectKinds.ts';
import { streamFeatures } from './streamFeatures.ts';
import { accountPoints, noPoints } from './sweep/accountPoints.ts';
import { eventAnomalies } from './sweep/eventAnomalies.ts';
import { type EventKinds, eventKinds } from './sweep/eventKinds.ts';
import { foldsOf } from './sweep/fold.ts';
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
  /** At scoring, what the model was trained with; in training it follows from the program and the data. */
  readonly trained?: TrainedSelection;
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

/** What a model makes use of, so that nothing else need be read or computed. */
export interface TrainedSelection {
  /** The `eventKinds` that training gave. */
  readonly eventKinds: readonly string[];
  /** Families of its features; others of the program are left out. */
  readonly families: ReadonlySet<string>;
}

/** Features, and what was found on the way. */
export interface BuiltFeatures extends FeatureTable {
  /** Kinds with features of their own, the most frequent first: what scoring passes back. */
  readonly eventKinds: readonly string[];
  /** What the program's selection asks for in vain, as sentences. */
  readonly remarks: readonly string[];
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
 * With `trained` every one of its kinds gets value columns, so that a model finds all columns it was trained with. Events are read
 * only if a family needs them.
 *
 * @throws HandraiseError `resource` before allocating more than the budget; `database`; `interrupted`.
 */
export async function buildFeatures(input: FeatureInput): Promise<BuiltFeatures> {
  const { sources, population, snapshots } = input;
  const anomalies = new Tally<string>();
  const has: Facts['has'] = (entity) => sources.has(entity);
  const facts = { population, snapshots, has, declared: declaredAttributes(sources), anomalies };
  const families = familiesOf(input);
  const ofEvents = families.filter(({ needs }) => needs.includes('event'));
  const read = sources.has('event') && ofEvents.length > 0 ? await foldFeatures(input, ofEvents, facts) : noEvents;
  const columns = families.flatMap(
    (family) => read.columns.get(family) ?? columnsOfFamily({ ...facts, activity: null }, family),
  );
  return {
    ...tableOf(snapshots.rows, columns),
    eventKinds: read.kinds,
    remarks: read.remarks,
    anomalies: anomalies.counts() as Record<string, number>,
    eventFingerprint: read.fingerprint,
  };
}

function familiesOf({ program, trained }: FeatureInput): readonly FeatureFamily[] {
  const families = selectFamilies(program.features);
  return trained ? families.filter(({ family }) => trained.families.has(family)) : families;
}

interface FoldedFeatures {
  readonly columns: ReadonlyMap<FeatureFamily, readonly FeatureColumn[]>;
  readonly kinds: readonly string[];
  readonly remarks: readonly string[];
  readonly fingerprint: string;
}

const noEvents: FoldedFeatures = {
  columns: new Map(),
  kinds: [],
  remarks: [],
  fingerprint: new FoldedTotals().fingerprint(),
};

async function foldFeatures(
  input: FeatureInput,
  families: readonly FeatureFamily[],
  facts: Omit<Facts, 'activity'>,
): Promise<FoldedFeatures> {
  const { client, sources, population, snapshots, program, trained, knownBefore, signal, onProgress } = input;
  const { contacts, accounts } = population;
  const found = await readEventKinds(client, sources, knownBefore, signal);
  const { eventKinds: excluded } = program.exclude;
  const selected = trained
    ? { names: trained.eventKinds, remarks: [] }
    : selectKinds(found.counts, program.features.kinds, excluded);
  const kinds = eventKinds(found.counts, excluded, selected.names);
  const valueKinds = valueColumnsOf(kinds, trained !== undefined);
  const folds = foldsOf(families);
  const shape: SweepShape = {
    snapshots,
    contacts,
    accounts,
    owned: null,
    points: folds.has('account') ? accountPoints(snapshots, contacts, accounts) : noPoints,
    lookback: lookbackOf(program.lookbackDays),
    kinds,
    folds,
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
      ...{ client, sources, population, snapshots, knownBefore, shape, families, facts, signal },
      kinds: {
        kinds: kinds.names,
        valueKinds,
        byFrequency: selected.names.map((name) => kinds.names.indexOf(name)),
      },
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
    kinds: selected.names,
    remarks: selected.remarks,
    fingerprint: totals.fingerprint(),
  };
}

function valueColumnsOf({ names, valued }: EventKinds, all: boolean): number[] {
  return Array.from(names, (_, kind) => kind).filter((kind) => all || valued[kind]! >= 0);
}

function declaredAttributes(sources: Sources): Facts['declared'] {
  const of = (entity: 'contact' | 'account') => [...sources.attributes(entity), ...sources.history(entity)];
  return { contact: of('contact'), account: of('account') };
}
