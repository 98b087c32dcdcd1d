import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeSources } from '../../src/crm/source.ts';
import { exportSnapshot } from '../../src/database/sharedSnapshot.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type BuiltFeatures, buildFeatures } from '../../src/features/engine/buildFeatures.ts';
import { buildFeaturePart, type FeaturePart } from '../../src/features/engine/featurePart.ts';
import { type PlanInput, planFeatures } from '../../src/features/engine/featurePlan.ts';
import { plannedFeatures } from '../../src/features/engine/plannedFeatures.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm, InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';
import { Random } from '../../src/numeric/random.ts';
import type { Population } from '../../src/snapshot/population.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { createTables, fillTables, programOf, smallConfig } from './databaseCrm.ts';
import type { PartOrder } from './partProcess.ts';
import { day } from './smallCrm.ts';
import { snapshotsOf } from './snapshotsOf.ts';

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
const lookbackDays = [7, 30, 90];
const config = smallConfig(lookbackDays);
const program = programOf(config);

let database: TestDatabase;
let whole: BuiltFeatures;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(createTables);
  await fill();
  whole = await withInput(buildFeatures);
});
afterAll(() => database.drop());

async function fill(): Promise<void> {
  await fillTables(database.handle.pool, crm);
  await database.handle.pool.query(
    "INSERT INTO small.activity VALUES (NULL, NULL, '2026-01-01Z', NULL, 'webinar', NULL)",
  );
}

async function withInput<T>(work: (input: PlanInput) => Promise<T>): Promise<T> {
  const sources = await probeSources(database.handle, config.source);
  return inSnapshot(database.handle, async (client) => {
    const population = await readPopulation(client, sources, program, { knownBefore });
    const snapshots = snapshotsOf(population, rowsOf(population));
    return work({ client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 28 });
  });
}

function rowsOf({ contacts: { ids, createdAt } }: Population): InventedRow[] {
  const dates = [cutoff - 60 * day, cutoff - 30 * day, cutoff];
  return ids.flatMap((contact, at) => dates.filter((asOf) => createdAt[at]! < asOf).map((asOf) => ({ contact, asOf })));
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
  const divided = await withInput((input) => buildFeatures({ ...input, partitions, threads }));
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

test('partitions made by two other processes give the same bytes together, of one instant of the database', async () => {
  await withInput(async (input) => {
    const snapshot = await exportSnapshot(input.client);
    // What is committed from here on is not in it.
    await database.handle.pool.query("DELETE FROM small.activity WHERE kind = 'webinar'");
    const shared = {
      connectionString: database.connectionString,
      snapshot,
      lookbackDays,
      rows: rowsOf(input.population),
    };
    const parts = await Promise.all([0, 1].map((index) => madeElsewhere({ ...shared, partition: { index, of: 2 } })));
    for (const { blocks } of parts) expect(blocks.flatMap(({ rows }) => [...rows]).length).toBeGreaterThan(100);
    expect(await buildFeatures({ ...input, parts: parts.reverse() })).toEqual(whole);
  });
  await fill();
}, 60_000);

async function madeElsewhere(order: PartOrder): Promise<FeaturePart> {
  const child = fork(join(import.meta.dirname, 'partProcess.ts'), { serialization: 'advanced' });
  child.send(order);
  const [part] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code} without a part`))),
  ]);
  return part as FeaturePart;
}

test('partitions that are not all there are refused', async () => {
  await withInput(async (input) => {
    const first = await buildFeaturePart(input, { index: 0, of: 2 });
    const second = await buildFeaturePart(input, { index: 1, of: 3 });
    for (const parts of [[first], [first, first], [first, second], []])
      await expect(buildFeatures({ ...input, parts })).rejects.toMatchObject({ code: 'usage' });
    await expect(buildFeaturePart(input, { index: 2, of: 2 })).rejects.toMatchObject({ code: 'usage' });
  });
});

test('too few partitions for the memory are refused, and as many as it takes are made', async () => {
  await withInput(async (input) => {
    const { events } = await planFeatures(input);
    const { columnBytes, partitioning } = events!;
    expect(partitioning.partitions).toBe(1);
    const memoryBudget = columnBytes + partitioning.fixedBytes + 0.5 * partitioning.foldedBytes;
    const tight = { ...input, memoryBudget };
    const planned = (await planFeatures(tight)).events!.partitioning;
    expect(planned.partitions).toBeGreaterThan(1);
    expect(planned.peakBytes).toBeLessThanOrEqual(memoryBudget - columnBytes);
    await expect(buildFeaturePart(tight, { index: 0, of: 1 })).rejects.toMatchObject({
      code: 'resource',
      hint: expect.stringContaining(`${planned.partitions}`),
    });
    expect(await buildFeatures(tight)).toEqual(whole);
    await expect(
      planFeatures({ ...input, memoryBudget: columnBytes + 0.9 * partitioning.fixedBytes }),
    ).rejects.toMatchObject({ code: 'resource', hint: 'allow more with --memory' });
  });
});

test('partitions are never made for the sake of threads alone', async () => {
  const { connectionString } = database;
  await withInput(async (input) => {
    const planOf = async (count: number, more: Partial<PlanInput> = {}) =>
      (await planFeatures({ ...input, threads: { count, connectionString }, ...more })).events!.partitioning;
    expect(await planOf(4)).toMatchObject({ partitions: 1, threads: 1 });
    expect(await planOf(4, { partitions: 3 })).toMatchObject({ partitions: 3, threads: 3 });
    expect(await planOf(2, { partitions: 17 })).toMatchObject({ partitions: 17, threads: 2 });
    const { fixedBytes, foldedBytes } = await planOf(1);
    const { columnBytes } = (await planFeatures(input)).events!;
    // Room for one partition at work, not for two.
    const memoryBudget = columnBytes + Math.floor(Math.min(1.9 * fixedBytes, fixedBytes + 0.9 * foldedBytes));
    expect(await planOf(4, { memoryBudget })).toMatchObject({ threads: 1 });
  });
});

test('partitions whose threads the server refuses a connection fail as the database does', async () => {
  const role = `narrow_${database.handle.description.split('/').at(-1)}`;
  await database.handle.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0`);
  try {
    const url = new URL(database.connectionString);
    url.username = role;
    url.password = 'x';
    const threads = { count: 2, connectionString: url.href };
    await withInput(async (input) => {
      const refused = buildFeatures({ ...input, partitions: 3, threads });
      await expect(refused).rejects.toMatchObject({
        code: 'database',
        message: expect.stringMatching(/too many connections/),
        cause: expect.objectContaining({ code: '53300' }),
      });
    });
  } finally {
    await database.handle.pool.query(`DROP ROLE ${role}`);
  }
});

test('the plan names the features that are made', async () => {
  await withInput(async (input) => {
    expect(plannedFeatures(await planFeatures(input))).toEqual(whole.features);
  });
});
