import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Sources } from '../../crm/source.ts';
import { expectedRows } from '../../database/expectedRows.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { Tally } from '../../snapshot/tally.ts';
import { type Instant, microsecondsOf, parseInstant } from '../../time/instant.ts';
import { touchCount } from '../definitions/touchCount.ts';
import type { Activity, Facts, FeatureFamily } from '../family.ts';
import { accountPoints, noPoints } from '../sweep/accountPoints.ts';
import { AmountMeans } from '../sweep/amountMeans.ts';
import { type EventKinds, eventKinds } from '../sweep/eventKinds.ts';
import type { EventValue, FoldedProperty } from '../sweep/eventProperties.ts';
import { sendsNumbers } from '../sweep/eventStatements.ts';
import { foldsOf, needsAmounts, needsProperties } from '../sweep/fold.ts';
import { lookbackOf } from '../sweep/lookback.ts';
import { type PartitionPlan, planPartitions } from '../sweep/partitionPlan.ts';
import { rateDates } from '../sweep/rateDates.ts';
import { readEventKinds } from '../sweep/readEventKinds.ts';
import { type ReadProperty, readEventProperties, readPairs, readUnreadable } from '../sweep/readEventProperties.ts';
import type { Threads } from '../sweep/streamActivity.ts';
import type { SweepShape } from '../sweep/sweepShape.ts';
import { ValueRates } from '../sweep/valueRates.ts';
import { columnBytes } from './memoryNeed.ts';
import { selectFamilies } from './selectFamilies.ts';
import { selectKinds } from './selectKinds.ts';

/** What features are built from. */
export interface PlanInput {
  /** In the REPEATABLE READ transaction in which the population was read. */
  readonly client: pg.ClientBase;
  readonly sources: Sources;
  readonly population: Population;
  readonly snapshots: Snapshots;
  readonly program: Program;
  /** At scoring, what the model was trained with; in training it follows from the program and the data. */
  readonly trained?: TrainedSelection;
  /** The instant of the run: no event at or after it, or ingested at or after it, is used. */
  readonly knownBefore: Instant;
  /** Choose kinds of events by how frequent they were before this instant, without `trained`; by default that of the run. */
  readonly kindsKnownBefore?: Instant;
  /** Bytes that columns, and what events are folded into, may take. */
  readonly memoryBudget: number;
  /** How many partitions of the contacts to fold apart, at least; by default as many as the memory asks for. */
  readonly partitions?: number;
  /** Of several partitions, those folded at a time, each on a thread and a connection of its own; by default one, on `client`. */
  readonly threads?: Threads;
  readonly signal?: AbortSignal;
}

/** What a model makes use of, so that nothing else need be read or computed. */
export interface TrainedSelection {
  /** The `eventKinds` that training gave. */
  readonly eventKinds: readonly string[];
  /** The `eventValues` that training gave; absent where there were none. */
  readonly eventValues?: readonly EventValue[] | undefined;
  /** Families of its features; others of the program are left out. */
  readonly families: ReadonlySet<string>;
}

/** Which features are made of what. */
export interface FeaturePlan {
  readonly families: readonly FeatureFamily[];
  readonly facts: Omit<Facts, 'activity'>;
  /** Null where there are no events, or no family reads them. */
  readonly events: EventPlan | null;
}

/** How the events are folded. */
export interface EventPlan {
  /** Those that read events. */
  readonly families: readonly FeatureFamily[];
  /** Of all contacts. */
  readonly shape: SweepShape;
  readonly kinds: Omit<Activity, 'sweep'>;
  /** Kinds with features of their own, the most frequent first. */
  readonly selected: readonly string[];
  /** Properties of the events that features tell apart. */
  readonly properties: readonly FoldedProperty[];
  /** What the program's selection asks for and does not get. */
  readonly remarks: readonly Notice[];
  /** Events there are, duplicates included; where they were not counted, as many as the server expects. */
  readonly rows: number;
  readonly counted: boolean;
  /** Bytes of the columns, about. */
  readonly columnBytes: number;
  readonly partitioning: PartitionPlan;
}

/**
 * Decides what is folded, for which families and in how many partitions; of the events it has the database count the kinds, no more.
 *
 * @throws HandraiseError `resource` when the memory does not suffice; `database`; `interrupted`.
 */
export async function planFeatures(input: PlanInput): Promise<FeaturePlan> {
  const { sources, population, snapshots, program, trained } = input;
  const facts = {
    population,
    snapshots,
    has: (entity) => sources.has(entity),
    declared: declaredAttributes(sources),
    anomalies: new Tally<string>(),
  } satisfies FeaturePlan['facts'];
  const selected = selectFamilies(program.features);
  const families = trained ? selected.filter(({ family }) => trained.families.has(family)) : selected;
  const ofEvents = families.filter(
    (family) =>
      family.needs.includes('event') &&
      (sources.properties.length > 0 || !needsProperties(family)) &&
      (sources.amounts.length > 0 || !needsAmounts(family)) &&
      (program.features.stages !== undefined || !family.folds.includes('stages')),
  );
  const reads = sources.has('event') && ofEvents.length > 0;
  return { families, facts, events: reads ? await planEvents(input, ofEvents, facts) : null };
}

async function planEvents(
  input: PlanInput,
  families: readonly FeatureFamily[],
  facts: FeaturePlan['facts'],
): Promise<EventPlan> {
  const { population, snapshots, program, trained, knownBefore, memoryBudget } = input;
  const { contacts, accounts } = population;
  const { found, selected, kinds } = trained ? await kindsOfModel(input, trained.eventKinds) : await kindsOfData(input);
  const valueKinds = valueColumnsOf(kinds, trained !== undefined);
  const folds = foldsOf(families);
  const { properties, remarks } = folds.has('touches')
    ? await planProperties(input, families, kinds.names)
    : { properties: [], remarks: [] };
  const amounts = folds.has('amounts') ? await planAmounts(input, facts) : [];
  const { stages = [] } = program.features;
  const shape: SweepShape = {
    snapshots,
    contacts,
    accounts,
    owned: null,
    positions: null,
    numbers: sendsNumbers(input.sources),
    points: folds.has('account') ? accountPoints(snapshots, contacts, accounts) : noPoints,
    lookback: lookbackOf(program.lookbackDays),
    kinds,
    properties,
    amounts: amounts.map(({ name }) => name),
    stages,
    rates: folds.has('rates') ? valueRates(input, properties) : null,
    means: folds.has('means') ? new AmountMeans(properties.length, amounts.length, rateDates(snapshots)) : null,
    folds,
    knownBefore,
  };
  const size = {
    rows: snapshots.rows,
    kinds: kinds.names.length,
    valueKinds: valueKinds.length,
    windows: shape.lookback.days.length,
    attributes: facts.declared.contact.length + facts.declared.account.length,
    properties: properties.length,
    amounts: amounts.length,
    pairs: properties.reduce((sum, { pairs }) => sum + pairs.length, 0),
  };
  const rated = shape.rates ? ValueRates.bytes(properties, shape.rates.dates.length) : 0;
  const ofColumns = columnBytes(size, memoryBudget) + rated;
  return {
    families,
    shape,
    kinds: {
      kinds: kinds.names,
      valueKinds,
      byFrequency: selected.names.map((name) => kinds.names.indexOf(name)),
      properties,
      amounts,
      stages,
    },
    selected: selected.names,
    properties,
    remarks: [...selected.remarks, ...remarks],
    rows: found.rows,
    counted: found.counted,
    columnBytes: ofColumns,
    partitioning: planPartitions({
      shape,
      events: found.rows,
      budget: memoryBudget - ofColumns,
      partitions: input.partitions,
      threads: input.threads?.count ?? 1,
    }),
  };
}

/** The properties of the events, and the pairs of kind and value that have columns of their own. */
async function planProperties(
  input: PlanInput,
  families: readonly FeatureFamily[],
  kinds: readonly string[],
): Promise<{ readonly properties: readonly FoldedProperty[]; readonly remarks: readonly Notice[] }> {
  const { client, sources, trained, knownBefore, kindsKnownBefore = knownBefore, signal } = input;
  const read = await readEventProperties(client, sources, knownBefore, signal);
  const properties = read.map(({ folded }) => folded);
  if (!families.includes(touchCount)) return { properties, remarks: remarksOn(read) };
  const chosen = trained
    ? Map.groupBy(trained.eventValues ?? [], ({ property }) => property)
    : await readPairs(client, sources, kinds, kindsKnownBefore, signal);
  const pairsOf = (name: string) => (chosen.get(name) ?? []).map(({ kind, value }) => ({ kind, value }));
  return { properties: properties.map((one) => ({ ...one, pairs: pairsOf(one.name) })), remarks: remarksOn(read) };
}

/** The properties that are numbers; counts what is no number. */
async function planAmounts(
  { client, sources, knownBefore, signal }: PlanInput,
  { anomalies }: FeaturePlan['facts'],
): Promise<Activity['amounts']> {
  const declared = sources.amounts.map(({ name, property: { meaning } }) => ({ name, meaning }));
  const unreadable = await readUnreadable(client, sources, knownBefore, signal);
  for (const [at, { name }] of declared.entries())
    if (unreadable[at]! > 0) anomalies.add(`values of event ${name} that are no number`, unreadable[at]!);
  return declared;
}

function valueRates({ population, snapshots, program }: PlanInput, properties: readonly FoldedProperty[]): ValueRates {
  const { recordedSince, coolDownDays } = program.outcome;
  return new ValueRates(properties, rateDates(snapshots), {
    outcomes: population.outcomes,
    contacts: population.contacts.ids.length,
    horizon: microsecondsOf(program.horizonDays),
    recordedSince: recordedSince === undefined ? Number.NEGATIVE_INFINITY : parseInstant(recordedSince),
    highWater: population.highWater,
    coolDown: coolDownDays === undefined ? Number.POSITIVE_INFINITY : microsecondsOf(coolDownDays),
  });
}

/** Says of which properties the rarest values are taken for one. */
function remarksOn(read: readonly ReadProperty[]): Notice[] {
  return read
    .filter(({ folded, values }) => values > folded.values.length)
    .map(({ folded: { name, values: told }, values }) =>
      notice('property-values-cut', { property: name, values, told: told.length }),
    );
}

interface ChosenKinds {
  readonly found: { readonly rows: number; readonly counted: boolean };
  readonly selected: { readonly names: readonly string[]; readonly remarks: readonly Notice[] };
  readonly kinds: EventKinds;
}

async function kindsOfData(input: PlanInput): Promise<ChosenKinds> {
  const { client, sources, program, knownBefore, kindsKnownBefore = knownBefore, signal } = input;
  const found = await readEventKinds(client, sources, knownBefore, signal);
  const then =
    kindsKnownBefore === knownBefore ? found : await readEventKinds(client, sources, kindsKnownBefore, signal);
  const { eventKinds: excluded } = program.exclude;
  const selected = selectKinds(then.counts, program.features.kinds, excluded, program.features.stages);
  return {
    found: { rows: found.rows, counted: true },
    selected,
    kinds: eventKinds(found.counts, excluded, selected.names),
  };
}

/** A model knows its kinds; the events are counted first only where duplicates may have to be told from the rest. */
async function kindsOfModel(input: PlanInput, names: readonly string[]): Promise<ChosenKinds> {
  const { client, sources, program, knownBefore, signal } = input;
  const selected = { names, remarks: [] };
  const { eventKinds: excluded } = program.exclude;
  if (!sources.unique('event')) {
    const found = await readEventKinds(client, sources, knownBefore, signal);
    return {
      found: { rows: found.rows, counted: true },
      selected,
      kinds: eventKinds(found.counts, excluded, names),
    };
  }
  const rows = await expectedRows(client, sources.select('event'));
  const sorted = eventKinds([], excluded, names);
  const all = Int32Array.from(sorted.names, (_, kind) => kind);
  return { found: { rows, counted: false }, selected, kinds: { ...sorted, others: true, valued: all } };
}

function valueColumnsOf({ names, valued }: EventKinds, all: boolean): number[] {
  return Array.from(names, (_, kind) => kind).filter((kind) => all || valued[kind]! >= 0);
}

/** Attributes as the configuration declares them. */
export function declaredAttributes(sources: Pick<Sources, 'attributes' | 'history'>): Facts['declared'] {
  const of = (entity: 'contact' | 'account') => [...sources.attributes(entity), ...sources.history(entity)];
  return { contact: of('contact'), account: of('account') };
}
