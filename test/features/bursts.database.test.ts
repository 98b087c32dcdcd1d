import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type BuiltFeatures, buildFeatures } from '../../src/features/engine/buildFeatures.ts';
import type { PlanInput } from '../../src/features/engine/featurePlan.ts';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm, InventedEvent, InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';
import { eventAnomalies } from '../../src/features/sweep/eventAnomalies.ts';
import { Random } from '../../src/numeric/random.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { createTables, fillTables, programOf, smallConfig } from './databaseCrm.ts';
import { naiveFeatures } from './naiveFeatures.ts';
import { expectSame } from './sameAsNaive.ts';
import { day } from './smallCrm.ts';
import { snapshotsOf } from './snapshotsOf.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(createTables);
});
afterAll(() => database.drop());

const person = { title: 'CMO', emailDomain: 'acme.example', attributes: {} };
const accounts = [{ id: 'a1', createdAt: cutoff - 900 * day, attributes: {} }];
/** Ids that have to be quoted in an array, and in a text. */
const hostile = `o'"\\{},p`;
const contacts = ['p1', 'p2', hostile, 'alone'].map((id) => {
  return { ...person, id, account: id === 'alone' ? null : 'a1', createdAt: cutoff - 500 * day };
});
const dates = [cutoff - 30 * day, cutoff, cutoff + 10 * day];
const rows: readonly InventedRow[] = contacts.flatMap(({ id }) => dates.map((asOf) => ({ contact: id, asOf })));

type Choice = Partial<InventedEvent> & { readonly knownAfter?: (i: number) => number };

/** So many events of one instant. */
function together(events: number, { knownAfter, ...more }: Choice = {}): InventedEvent[] {
  return Array.from({ length: events }, (_, i) => {
    const occurredAt = more.occurredAt ?? cutoff - 3 * day;
    const ingestedAt = knownAfter ? occurredAt + knownAfter(i) : Number.NaN;
    return { id: null, contact: 'p1', kind: 'visit', value: Number.NaN, ingestedAt, ...more, occurredAt };
  });
}

const crmOf = (...events: readonly (readonly InventedEvent[])[]): InventedCrm => {
  return { accounts, contacts, events: events.flat(), opportunities: [], history: [] };
};

interface Options extends Partial<Pick<PlanInput, 'partitions' | 'threads'>> {
  readonly snapshots?: readonly InventedRow[];
  readonly lookbackDays?: readonly number[];
  /** Those with features of their own; by default all. */
  readonly kinds?: string[];
  readonly exclude?: readonly string[];
}

interface Built extends BuiltFeatures {
  /** Contact and date of each row. */
  readonly inOrder: readonly InventedRow[];
}

async function built(crm: InventedCrm, options: Options = {}): Promise<Built> {
  await fillTables(database.handle.pool, crm);
  return rebuilt(options);
}

/** Features of what the tables hold. */
async function rebuilt({
  snapshots: asked = rows,
  lookbackDays = [7, 30, 90],
  kinds,
  exclude,
  ...more
}: Options): Promise<Built> {
  const config = smallConfig(lookbackDays, exclude);
  const sources = await probeSources(database.handle, config.source);
  return inSnapshot(database.handle, async (client) => {
    const whole = programOf(config);
    const program = kinds ? { ...whole, features: { ...whole.features, kinds } } : whole;
    const population = await readPopulation(client, sources, program, { knownBefore });
    const { ids } = population.contacts;
    const inOrder = asked.toSorted((a, b) => ids.indexOf(a.contact) - ids.indexOf(b.contact) || a.asOf - b.asOf);
    const snapshots = snapshotsOf(population, inOrder);
    const shared = { client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 30 };
    return { ...(await buildFeatures({ ...shared, ...more })), inOrder };
  });
}

function expectNaive(features: Built, crm: InventedCrm, lookbackDays: readonly number[]): void {
  for (const [i, row] of features.inOrder.entries()) {
    // Of very many dates a few are enough.
    if (features.inOrder.length > 100 && i % 97 > 0 && !dates.includes(row.asOf)) continue;
    expectSame(
      cellsOfRow(features, i),
      naiveFeatures(crm, row, { lookbackDays, knownBefore }),
      `${row.contact} as of ${row.asOf}`,
    );
  }
}

function numbers(features: BuiltFeatures, name: string): number[] {
  const column = features.table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw new Error(`no number column ${name}`);
  return [...column.values];
}

const only = { snapshots: [{ contact: 'p1', asOf: cutoff }] };

describe('a burst', () => {
  test.each([
    [999, 999],
    [1000, 1],
    [2500, 1],
  ])('of %i events counts as %i', async (events, counted) => {
    const features = await built(crmOf(together(events, { value: 2 })), only);
    expect(numbers(features, 'count:visit:7d')).toEqual([counted]);
    expect(numbers(features, 'activity:days:7d')).toEqual([1]);
    expect(numbers(features, 'value:visit:7d')).toEqual([2 * events]);
    expect(features.anomalies[eventAnomalies.burst]).toBe(counted === 1 ? events - 1 : undefined);
  });

  test('is of one contact, one kind and one microsecond', async () => {
    const at = cutoff - 3 * day;
    const features = await built(
      crmOf(
        together(600, { occurredAt: at }),
        together(600, { occurredAt: at + 1 }),
        together(600, { occurredAt: at, kind: 'click' }),
        together(600, { occurredAt: at, contact: 'p2' }),
      ),
      only,
    );
    expect(numbers(features, 'count:visit:7d')).toEqual([1200]);
    expect(numbers(features, 'count:click:7d')).toEqual([600]);
    expect(numbers(features, 'colleagues:events:7d')).toEqual([600]);
  });

  test('counts beside what else there is, and is one for colleagues', async () => {
    const features = await built(
      crmOf(together(1500), together(2, { occurredAt: cutoff - 3 * day + 5 }), together(1200, { contact: hostile })),
    );
    const at = (contact: string) => rowOf(features, contact, cutoff);
    expect(numbers(features, 'count:visit:7d')[at('p1')]).toBe(3);
    expect(numbers(features, 'count:visit:7d')[at(hostile)]).toBe(1);
    expect(numbers(features, 'colleagues:events:7d')[at('p2')]).toBe(4);
  });

  test('is one once so many of its events are known, and not before', async () => {
    // 700 are known at once, 400 a day later than the first date that sees them.
    const occurredAt = cutoff - 2 * day;
    const late = (i: number) => (i < 700 ? 0 : 3 * day + i);
    const features = await built(crmOf(together(1100, { occurredAt, knownAfter: late })));
    const counts = numbers(features, 'count:visit:30d');
    expect(counts[rowOf(features, 'p1', cutoff)]).toBe(700);
    expect(counts[rowOf(features, 'p1', cutoff + 10 * day)]).toBe(1);
  });

  test('of a kind without features of its own counts for colleagues, of a kind that is left out for nobody', async () => {
    const crm = crmOf(together(1200, { kind: 'rare' }), together(1300, { kind: 'secret' }), together(2));
    const features = await built(crm, { kinds: ['visit'], exclude: ['secret'] });
    expect(numbers(features, 'colleagues:events:7d')[rowOf(features, 'p2', cutoff)]).toBe(3);
    expect(features.anomalies[eventAnomalies.burst]).toBe(1199);
  });

  test('is made of events, not of copies of one', async () => {
    const features = await built(crmOf(together(1500, { id: 'same' }), together(998)), only);
    expect(numbers(features, 'count:visit:7d')).toEqual([999]);
  });

  test('of a day is one, and few purchases of a day are as many', async () => {
    const purchases = (events: number, days: number) =>
      together(events, { kind: 'purchase', occurredAt: cutoff - days * day, value: 10 });
    const features = await built(crmOf(purchases(3, 2), purchases(3, 4), purchases(2000, 5)), only);
    expect(numbers(features, 'count:purchase:7d')).toEqual([7]);
    expect(numbers(features, 'value:purchase:7d')).toEqual([20_060]);
  });
});

function rowOf({ inOrder }: Built, contact: string, asOf: number): number {
  return inOrder.findIndex((row) => row.contact === contact && row.asOf === asOf);
}

describe('every feature is what its definition says', () => {
  const random = new Random(20261130);
  const near = () => cutoff - random.integer(100) * day - random.integer(2);
  const crm = crmOf(
    ...Array.from({ length: 8 }, () => {
      const spread = random.next() < 0.5 ? 1 : 60 * day;
      return together([3, 999, 1000, 1300][random.integer(4)]!, {
        contact: contacts[random.integer(4)]!.id,
        kind: ['email_open', 'email_click', 'rare'][random.integer(3)]!,
        occurredAt: near(),
        value: Math.round(random.next() * 1e4) / 1e2,
        knownAfter: () => Math.floor(random.next() * spread),
      });
    }),
    Array.from({ length: 300 }, () =>
      together(1, { contact: contacts[random.integer(4)]!.id, kind: 'email_open', occurredAt: near() }),
    ).flat(),
  );
  const shuffled = { ...crm, events: crm.events.toReversed() };

  test.each([
    ['dates that all share', [7, 30, 90], rows],
    ['more dates than they share', [3, 30], ofTheirOwn()],
  ] as const)('at %s', async (_, lookbackDays, snapshots) => {
    const features = await built(crm, { lookbackDays, snapshots });
    expect(features.anomalies[eventAnomalies.burst]).toBeGreaterThan(1000);
    expectNaive(features, crm, lookbackDays);
  });

  test('whatever their order, partitions and threads', async () => {
    const whole = await built(crm);
    await fillTables(database.handle.pool, shuffled);
    const threads = { count: 2, connectionString: database.handle.connectionString() };
    for (const options of [{}, { partitions: 3 }, { partitions: 3, threads }])
      expect(await rebuilt(options)).toEqual(whole);
  });
});

/** So many dates that contacts have lists of their own; the first contacts have few, and the last has most. */
function ofTheirOwn(): InventedRow[] {
  const few = rows.filter(({ contact }) => contact !== 'alone');
  const many = Array.from({ length: 1100 }, (_, i) => ({ contact: 'alone', asOf: cutoff - 40 * day + i * 1_000_003 }));
  return [...few, ...many];
}
