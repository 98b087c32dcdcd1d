import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type BuiltFeatures, buildFeatures, type FeatureInput } from '../../src/features/buildFeatures.ts';
import { planFeatures } from '../../src/features/featurePlan.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm } from '../../src/features/pointInTime/inventedCrm.ts';
import { streamFeatures } from '../../src/features/streamFeatures.ts';
import { Random } from '../../src/numeric/random.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import type { NumberColumn } from '../../src/table/table.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { createTables, fillTables, programOf, smallConfig } from './databaseCrm.ts';
import { day } from './smallCrm.ts';

const random = new Random(20260301);
const pick = <T>(...from: readonly T[]): T => from[random.integer(from.length)]!;
const before = (days: number) => cutoff - Math.floor(random.next() * days * day) - 1;

/** People of some accounts, of none and of unknown ones, some of them twice under different accounts; events of strangers too. */
const contacts = Array.from({ length: 300 }, (_, i) => ({
  id: `p${i % 280}`,
  account: pick(...Array.from({ length: 40 }, (_, a) => `a${a}`), 'unknown', '', null),
  createdAt: i % 50 === 7 ? cutoff + 500 * day : before(300),
  title: pick('CMO', 'Head of IT', null),
  emailDomain: pick('gmail.com', 'acme.example', null),
  attributes: {},
}));
const crm: InventedCrm = {
  accounts: Array.from({ length: 40 }, (_, a) => ({ id: `a${a}`, createdAt: before(400), attributes: {} })),
  contacts,
  events: Array.from({ length: 6000 }, (_, i) => {
    const occurredAt = random.next() < 0.02 ? cutoff + 450 * day : before(200);
    return {
      id: random.next() < 0.5 ? `e${i % 500}` : null,
      contact: random.next() < 0.03 ? `stranger${i % 9}` : `p${random.integer(290)}`,
      occurredAt,
      ingestedAt: random.next() < 0.5 ? Number.NaN : occurredAt + Math.floor(random.next() * 60 * day),
      kind: pick('email_open', 'email_open', 'page_view', 'webinar'),
      value: random.next() < 0.5 ? Number.NaN : Math.round(random.next() * 1e6) / 1e3,
    };
  }),
  opportunities: [],
  history: [],
};
const config = smallConfig([7, 30, 90]);

let database: TestDatabase;
let whole: BuiltFeatures;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(createTables);
  await fillTables(database.handle.pool, crm);
  await database.handle.pool.query('INSERT INTO small.activity VALUES (NULL, NULL, now(), NULL, $1, NULL)', [
    'webinar',
  ]);
  whole = await build({});
});
afterAll(() => database.drop());

function build(options: Pick<FeatureInput, 'partitions' | 'threads'>): Promise<BuiltFeatures> {
  return reading((input) => buildFeatures({ ...input, ...options }));
}

async function reading<T>(work: (input: FeatureInput) => Promise<T>): Promise<T> {
  const { handle } = database;
  const sources = await probeSources(handle, config.source);
  return inSnapshot(handle, async (client) => {
    const program = programOf(config);
    const population = await readPopulation(client, sources, program, { knownBefore });
    const dates = [cutoff - 60 * day, cutoff - 30 * day, cutoff];
    const rows = population.contacts.ids.flatMap((_, contact) =>
      dates.filter((asOf) => population.contacts.createdAt[contact]! < asOf).map((asOf) => ({ contact, asOf })),
    );
    const snapshots: Snapshots = {
      rows: rows.length,
      contact: Int32Array.from(rows, ({ contact }) => contact),
      asOf: Float64Array.from(rows, ({ asOf }) => asOf),
      label: new Uint8Array(rows.length),
      unit: new Int32Array(rows.length),
      ledger: { considered: rows.length, kept: rows.length, excluded: {} },
    };
    return work({ client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 30 });
  });
}

test('what is divided is worth dividing', () => {
  expect(whole.table.rows).toBeGreaterThan(500);
  expect(whole.anomalies).toMatchObject({
    'events of unknown contacts': expect.any(Number),
    'events in the future': expect.any(Number),
    'events merged as duplicates': expect.any(Number),
  });
});

test.each([
  [1, 2],
  [3, 1],
  [3, 2],
  [17, 1],
  [17, 2],
  // More than there are accounts: some have no contact at all.
  [400, 1],
])('%i partitions on %i threads give the bytes of one', async (partitions, count) => {
  const threads = { count, connectionString: database.handle.connectionString() };
  const divided = await build({ partitions, threads });
  expect(divided.features).toEqual(whole.features);
  for (const [at, column] of whole.table.columns.entries()) {
    const other = divided.table.columns[at]!;
    const bytes = ({ buffer }: Float64Array | Int32Array) => Buffer.from(buffer);
    if (column.kind === 'number' && other.kind === 'number')
      expect(bytes(other.values).equals(bytes(column.values)), column.name).toBe(true);
    else expect(other, column.name).toEqual(column);
  }
  expect(divided.anomalies).toEqual(whole.anomalies);
  expect(divided.eventFingerprint).toBe(whole.eventFingerprint);
});

test('a partition alone gives its rows, as another process would make them', async () => {
  const counts = new Map<number, number>();
  let rows = 0;
  for (const only of [0, 1, 2])
    await reading(async ({ onProgress: _unheard, ...input }) => {
      const { facts, events } = await planFeatures({ ...input, partitions: 3 });
      const { families, shape, kinds } = events!;
      await streamFeatures({ ...input, families, facts, shape, kinds, partitions: 3, only }, (block) => {
        const [made] = block.byFamily.values();
        const { column } = made![0]!;
        for (const [at, row] of block.rows.entries()) {
          counts.set(row, column.kind === 'number' ? column.values[at]! : Number.NaN);
          rows++;
        }
      });
    });
  const [first] = whole.table.columns;
  expect(rows).toBe(whole.table.rows);
  expect(Array.from({ length: rows }, (_, row) => counts.get(row))).toEqual([...(first as NumberColumn).values]);
});
