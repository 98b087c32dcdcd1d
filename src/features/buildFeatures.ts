import type pg from 'pg';
import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import type { Instant, Population } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { Tally } from '../snapshot/tally.ts';
import { computeFeatures } from './computeFeatures.ts';
import type { Activity, FeatureContext } from './family.ts';
import type { FeatureTable } from './feature.ts';
import { checkMemory } from './memoryNeed.ts';
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
  /** At scoring, the kinds the model was trained with; in training the 40 most frequent are chosen. */
  readonly eventKinds?: readonly string[];
  /** The instant of the run: no event at or after it, or ingested at or after it, is used. */
  readonly knownBefore: Instant;
  /** Bytes that counters and columns may take. */
  readonly memoryBudget: number;
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
  const attributes = declared.contact.length + declared.account.length;
  const { activity, kinds, fingerprint } = sources.has('event')
    ? await readActivity(input, attributes, anomalies)
    : noActivity(input, attributes);
  const context: FeatureContext = { population, snapshots, declared, activity, anomalies };
  const { features, table } = computeFeatures(context);
  return {
    features,
    table,
    eventKinds: kinds,
    anomalies: anomalies.counts() as Record<string, number>,
    eventFingerprint: fingerprint,
  };
}

interface FoldedEvents {
  readonly activity: Activity | null;
  readonly kinds: readonly string[];
  readonly fingerprint: string;
}

function noActivity({ snapshots: { rows }, memoryBudget }: FeatureInput, attributes: number): FoldedEvents {
  checkMemory({ rows, kinds: 0, valueKinds: 0, windows: 0, attributes, counters: 0 }, memoryBudget);
  return { activity: null, kinds: [], fingerprint: new EventFingerprint().digest() };
}

async function readActivity(input: FeatureInput, attributes: number, anomalies: Tally<string>): Promise<FoldedEvents> {
  const { client, sources, population, snapshots, program, knownBefore, signal, onProgress } = input;
  const { contacts, accounts } = population;
  const found = await readEventKinds(client, sources, knownBefore, signal);
  const kinds = chooseKinds(found.counts, program.exclude.eventKinds, input.eventKinds);
  const valueKinds = valueColumnsOf(kinds, input.eventKinds !== undefined);
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
  return { activity: { sweep, kinds: kinds.names, valueKinds }, kinds: kinds.names, fingerprint: read.fingerprint };
}

function valueColumnsOf({ names, valued }: EventKinds, all: boolean): number[] {
  return Array.from(names, (_, kind) => kind).filter((kind) => all || valued[kind]! >= 0);
}

function declaredAttributes(sources: Sources): FeatureContext['declared'] {
  const of = (entity: 'contact' | 'account') => [...sources.attributes(entity), ...sources.history(entity)];
  return { contact: of('contact'), account: of('account') };
}
