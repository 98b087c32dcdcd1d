import type pg from 'pg';
import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import type { Instant, Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { Tally } from '../snapshot/tally.ts';
import { computeFeatures } from './computeFeatures.ts';
import type { Activity, Facts, FeatureFamily } from './family.ts';
import type { FeatureTable } from './feature.ts';
import { checkMemory } from './memoryNeed.ts';
import { selectFamilies } from './selectFamilies.ts';
import { selectKinds } from './selectKinds.ts';
import { accountPoints } from './sweep/accountPoints.ts';
import { EventFingerprint } from './sweep/eventFingerprint.ts';
import { chooseKinds, type EventKinds } from './sweep/eventKinds.ts';
import { EventSweep, eventAnomalies } from './sweep/eventSweep.ts';
import { lookbackOf } from './sweep/lookback.ts';
import { readEventKinds } from './sweep/readEventKinds.ts';
import { readEvents } from './sweep/readEvents.ts';

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
  /** Bytes that counters and columns may take. */
  readonly memoryBudget: number;
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
  const declared = declaredAttributes(sources);
  const attributes = declared.contact.length + declared.account.length;
  const families = familiesOf(input);
  const { activity, kinds, remarks, fingerprint } =
    sources.has('event') && families.some(({ needs }) => needs.includes('event'))
      ? await readActivity(input, attributes, anomalies)
      : noActivity(input, attributes);
  const has: Facts['has'] = (entity) => sources.has(entity);
  const { features, table } = computeFeatures({ population, snapshots, has, declared, activity, anomalies }, families);
  return {
    features,
    table,
    eventKinds: kinds,
    remarks,
    anomalies: anomalies.counts() as Record<string, number>,
    eventFingerprint: fingerprint,
  };
}

function familiesOf({ program, trained }: FeatureInput): readonly FeatureFamily[] {
  const families = selectFamilies(program.features);
  return trained ? families.filter(({ family }) => trained.families.has(family)) : families;
}

interface ReadActivity {
  readonly activity: Activity | null;
  readonly kinds: readonly string[];
  readonly remarks: readonly string[];
  readonly fingerprint: string;
}

function noActivity({ snapshots: { rows }, memoryBudget }: FeatureInput, attributes: number): ReadActivity {
  checkMemory({ rows, kinds: 0, valueKinds: 0, windows: 0, attributes, counters: 0 }, memoryBudget);
  return { activity: null, kinds: [], remarks: [], fingerprint: new EventFingerprint().digest() };
}

async function readActivity(input: FeatureInput, attributes: number, anomalies: Tally<string>): Promise<ReadActivity> {
  const { client, sources, population, snapshots, program, trained, knownBefore, signal, onProgress } = input;
  const { contacts, accounts } = population;
  const found = await readEventKinds(client, sources, knownBefore, signal);
  const { eventKinds: excluded } = program.exclude;
  const selected = trained
    ? { names: trained.eventKinds, remarks: [] }
    : selectKinds(found.counts, program.features.kinds, excluded);
  const kinds = chooseKinds(found.counts, excluded, selected.names);
  const valueKinds = valueColumnsOf(kinds, trained !== undefined);
  const shape = {
    snapshots,
    contacts,
    accounts,
    points: accountPoints(snapshots, contacts, accounts),
    lookback: lookbackOf(program.lookbackDays),
    kinds: kinds.names.length,
    valued: kinds.valued,
    knownBefore,
  };
  checkMemory(
    {
      rows: snapshots.rows,
      kinds: shape.kinds,
      valueKinds: valueKinds.length,
      windows: shape.lookback.days.length,
      attributes,
      counters: EventSweep.bytes(shape),
    },
    input.memoryBudget,
  );
  const sweep = new EventSweep(shape, anomalies);
  const read = await readEvents({
    ...{ client, sources, contactIds: contacts.ids, kinds, sweep, signal },
    onProgress: (events) => onProgress?.(events, found.rows),
  });
  anomalies.add(eventAnomalies.merged, found.rows - read.rows);
  const byFrequency = selected.names.map((name) => kinds.names.indexOf(name));
  return {
    activity: { sweep, kinds: kinds.names, valueKinds, byFrequency },
    kinds: selected.names,
    remarks: selected.remarks,
    fingerprint: read.fingerprint,
  };
}

function valueColumnsOf({ names, valued }: EventKinds, all: boolean): number[] {
  return Array.from(names, (_, kind) => kind).filter((kind) => all || valued[kind]! >= 0);
}

function declaredAttributes(sources: Sources): Facts['declared'] {
  const of = (entity: 'contact' | 'account') => [...sources.attributes(entity), ...sources.history(entity)];
  return { contact: of('contact'), account: of('account') };
}
