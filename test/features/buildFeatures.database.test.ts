import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { HandraiseError } from '../../src/errors.ts';
import { catalogue } from '../../src/features/catalogue.ts';
import { type BuiltFeatures, buildFeatures, type FeatureInput } from '../../src/features/engine/buildFeatures.ts';
import { eventPlanStatements } from '../../src/features/engine/eventPlanStatements.ts';
import { planFeatures } from '../../src/features/engine/featurePlan.ts';
import { defineFeature } from '../../src/features/featureDefinition.ts';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { differenceBetween, inOrder } from '../../src/features/pointInTime/findLeak.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import {
  type InventedCrm,
  type InventedEvent,
  type InventedRow,
  together,
} from '../../src/features/pointInTime/inventedCrm.ts';
import { notice } from '../../src/notice/notice.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { fc } from '../property/fastCheck.ts';
import { forkedHistory, withCopies } from './arbitraryCrm.ts';
import { createTables, fillTables, programOf, smallConfig } from './databaseCrm.ts';
import { naiveFeatures } from './naiveFeatures.ts';
import { expectSame } from './sameAsNaive.ts';
import { day, foldedFeatures } from './smallCrm.ts';
import { snapshotsOf } from './snapshotsOf.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(createTables);
});
afterAll(() => database.drop());

type Options = Partial<Pick<FeatureInput, 'trained' | 'memoryBudget' | 'signal' | 'onProgress'>> & {
  readonly zone?: string;
};

function build(config: Config, rows: readonly InventedRow[], options: Options = {}): Promise<BuiltFeatures> {
  return reading(config, rows, options, buildFeatures);
}

async function reading<T>(
  config: Config,
  rows: readonly InventedRow[],
  options: Options,
  work: (input: FeatureInput) => Promise<T>,
): Promise<T> {
  const { handle } = database;
  const { zone = 'UTC', ...input } = options;
  const sources = await probeSources(handle, config.source);
  return inSnapshot(handle, async (client) => {
    await client.query(`SET LOCAL TimeZone = '${zone}'`);
    const program = programOf(config);
    const population = await readPopulation(client, sources, program, { knownBefore });
    const snapshots = snapshotsOf(population, inOrder(rows));
    const shared = { client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 30 };
    return work({ ...shared, ...input });
  });
}

const person = {
  account: 'a1',
  createdAt: cutoff - 500 * day,
  title: 'CMO',
  emailDomain: 'acme.example',
  attributes: {},
};
const company: InventedCrm = {
  accounts: [{ id: 'a1', createdAt: cutoff - 900 * day, attributes: { industry: 'retail' } }],
  contacts: [
    { ...person, id: 'p1' },
    { ...person, id: 'p2' },
  ],
  events: [],
  opportunities: [],
  history: [],
};
const rows: readonly InventedRow[] = [
  { contact: 'p1', asOf: cutoff },
  { contact: 'p1', asOf: cutoff + 10 * day },
  { contact: 'p2', asOf: cutoff },
];
const open = (occurredAt: number, more: Partial<InventedEvent> = {}): InventedEvent => {
  return {
    id: null,
    contact: 'p1',
    occurredAt,
    ingestedAt: Number.NaN,
    kind: 'email_open',
    value: Number.NaN,
    ...more,
  };
};

function numberOf({ table }: BuiltFeatures, name: string, row: number): number {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column?.kind !== 'number') throw new Error(`no number column ${name}`);
  return column.values[row]!;
}

describe('random histories', () => {
  const copied = forkedHistory.chain((history) =>
    fc.record({
      rows: fc.constant([...history.rows, ...history.laterRows[0]]),
      lookbackDays: fc.constant(history.lookbackDays),
      crm: withCopies(together(history.past, history.futures[0])),
    }),
  );

  test('every feature is what its definition says, duplicates merged', async () => {
    const property = fc.asyncProperty(copied, async ({ crm, rows, lookbackDays }) => {
      await fillTables(database.handle.pool, crm);
      const built = await build(smallConfig(lookbackDays), rows);
      inOrder(rows).forEach((row, i) => {
        const naive = naiveFeatures(crm, row, { lookbackDays, knownBefore });
        expectSame(cellsOfRow(built, i), naive, `${row.contact} as of ${row.asOf}`);
      });
    });
    await fc.assert(property, { numRuns: 60, seed: 20260201 });
  });

  test('nothing at or after the cutoff, or ingested at or after it, changes a byte', async () => {
    const forks = forkedHistory.chain((history) => {
      const fork = (i: 0 | 1) => withCopies(history.futures[i]);
      return fc.record({
        history: fc.constant(history),
        past: withCopies(history.past),
        copies: fc.tuple(fork(0), fork(1)),
      });
    });
    const property = fc.asyncProperty(forks, async ({ history, past, copies }) => {
      const config = smallConfig(history.lookbackDays);
      const sides = [];
      for (const i of [0, 1] as const) {
        const all = [...history.rows, ...history.laterRows[i]];
        await fillTables(database.handle.pool, together(past, copies[i]));
        sides.push({ made: await build(config, all), rows: all });
      }
      expect(differenceBetween(history.rows, sides[0]!, sides[1]!)).toBeNull();
    });
    await fc.assert(property, { numRuns: 40, seed: 20260202 });
  });

  test('the stream gives what the fold gives, whatever the order of the rows and the zone of the session', async () => {
    const [history] = fc.sample(forkedHistory, { numRuns: 1, seed: 3 });
    const crm = together(history!.past, history!.futures[0]);
    const all = [...history!.rows, ...history!.laterRows[0]];
    expect(all.length).toBeGreaterThan(2);
    expect(crm.events.length).toBeGreaterThan(5);
    const config = smallConfig(history!.lookbackDays);
    const folded = foldedFeatures(crm, all, { lookbackDays: history!.lookbackDays, knownBefore });
    const prints = new Set<string>();
    for (const zone of ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Berlin']) {
      const events = zone === 'UTC' ? crm.events : [...crm.events].reverse();
      await fillTables(database.handle.pool, { ...crm, events });
      const built = await build(config, all, { zone });
      expect(built.features).toEqual(folded.features);
      expect(built.table).toEqual(folded.table);
      prints.add(built.eventFingerprint);
    }
    expect(prints.size).toBe(1);
  });
});

describe('dirt', () => {
  test('of copies of an event the one known first counts; what comes later never undoes it', async () => {
    const events = [
      open(cutoff - 5 * day, { id: 'e1', ingestedAt: cutoff - 4 * day, value: 1 }),
      // The same event, corrected after the cutoff: said to have happened elsewhere in time, known only then.
      open(cutoff + 2 * day, { id: 'e1', kind: 'page_view', value: 9 }),
      open(cutoff - 6 * day, { id: 'e1', ingestedAt: cutoff + 3 * day, value: 8 }),
      open(Number.NEGATIVE_INFINITY, { id: 'e1' }),
      open(cutoff - 5 * day, { id: 'e1', contact: 'p2' }),
      open(cutoff - 5 * day, { id: null }),
      open(cutoff - 5 * day, { id: null }),
    ];
    await fillTables(database.handle.pool, { ...company, events });
    const built = await build(smallConfig([7, 30]), rows);
    expect([0, 1, 2].map((row) => numberOf(built, 'count:email_open:30d', row))).toEqual([3, 3, 1]);
    expect([0, 1].map((row) => numberOf(built, 'value:email_open:30d', row))).toEqual([1, 1]);
    expect(numberOf(built, 'count:page_view:30d', 1)).toBe(0);
    expect(built.anomalies).toEqual({ 'events merged as duplicates': 3 });
  });

  test('what cannot be used is counted and not used', async () => {
    const events = [
      open(cutoff - day, { value: Number.POSITIVE_INFINITY }),
      open(cutoff - day, { value: 1e308 }),
      open(cutoff - day, { value: -12.5 }),
      open(cutoff - day, { contact: 'nobody' }),
      open(knownBefore),
      open(knownBefore + 1000 * day),
      open(Number.POSITIVE_INFINITY),
      open(Number.NEGATIVE_INFINITY),
      open(cutoff - day, { ingestedAt: Number.POSITIVE_INFINITY }),
      open(cutoff - day, { ingestedAt: Number.NEGATIVE_INFINITY }),
      open(cutoff - day, { kind: 'secret' }),
    ];
    await fillTables(database.handle.pool, { ...company, events });
    await database.handle.pool.query(`
      INSERT INTO small.activity (contact_id, occurred_at, kind, value) VALUES
        ('p1', '2025-12-31', NULL, NULL), ('p1', NULL, 'email_open', NULL), (NULL, '2025-12-31', 'email_open', NULL),
        ('p1', '2025-12-31', 'email_open', 'NaN')`);
    const built = await build(smallConfig([7, 30], ['secret']), rows);
    expect(built.eventKinds).toEqual(['email_open']);
    expect(numberOf(built, 'count:email_open:7d', 0)).toBe(5);
    expect(numberOf(built, 'value:email_open:7d', 0)).toBe(-12.5);
    expect(built.anomalies).toEqual({
      'event values that are no finite number or too large, taken as missing': 3,
      'events in the future': 2,
      'events of unknown contacts': 2,
      'events without a kind': 1,
      'events without a usable time': 3,
    });
  });

  test('a unique key spares the search for duplicates', async () => {
    const config = smallConfig([7]);
    const { event: _mapped, ...source } = config.source;
    await fillTables(database.handle.pool, company);
    await database.handle.pool.query(`
      INSERT INTO handraise.event (id, contact_id, occurred_at, kind) VALUES ('e1', 'p1', '2025-12-31', 'call'), ('e1', 'p2', '2025-12-31', 'call')`);
    const sources = await probeSources(database.handle, source);
    expect(sources.unique('event')).toBe(true);
    const built = await build({ ...config, source }, rows);
    expect([0, 2].map((row) => numberOf(built, 'count:call:7d', row))).toEqual([1, 1]);
    expect(built.anomalies).toEqual({});
    const trained = {
      eventKinds: built.eventKinds,
      families: new Set(built.features.map(({ family }) => family)),
    };
    // With nothing to tell apart and the kinds known, a model need not have the events counted.
    const statementsOf = (options: Options) =>
      reading({ ...config, source }, rows, options, async (input) => {
        const { events } = await planFeatures(input);
        return eventPlanStatements(input.sources, knownBefore, events!).map(({ name }) => name);
      });
    expect(await statementsOf({})).toEqual(['kinds of events', 'events']);
    expect(await statementsOf({ trained })).toEqual(['events']);
    const scored = await build({ ...config, source }, rows, { trained });
    expect(scored.anomalies).toEqual({});
    expect(numberOf(scored, 'count:call:7d', 0)).toBe(1);
    await database.handle.pool.query('DELETE FROM handraise.event');
  });

  test('kinds and ids with quotes, percent signs and letters of any script', async () => {
    const kind = `it's "50%" \\ Öffnung 🙂`;
    await fillTables(database.handle.pool, { ...company, events: [open(cutoff - day, { kind })] });
    const built = await build(smallConfig([7], [`o'ther`]), rows);
    expect(numberOf(built, `count:${kind}:7d`, 0)).toBe(1);
  });
});

test('thousands of events of a contact at one instant are one active day, in one busy week', async () => {
  const burst = Array.from({ length: 3000 }, () => open(cutoff - day));
  await fillTables(database.handle.pool, { ...company, events: [...burst, open(cutoff - 9 * day)] });
  const built = await build(smallConfig([7, 30]), rows);
  expect(numberOf(built, 'activity:days:7d', 0)).toBe(1);
  expect(numberOf(built, 'activity:days:30d', 0)).toBe(2);
  expect(numberOf(built, 'activity:burst', 0)).toBe(1);
  expect(numberOf(built, 'activity:gap:longest', 0)).toBe(8);
});

describe('shape of the result', () => {
  test('without events there are no event features', async () => {
    await fillTables(database.handle.pool, company);
    const config = smallConfig([7]);
    const { event: _none, ...source } = config.source;
    const built = await build({ ...config, source }, rows);
    expect([...new Set(built.features.map(({ family }) => family))]).toEqual(
      catalogue.filter(({ needs }) => !needs.includes('event')).map(({ family }) => family),
    );
    expect(built).toMatchObject({ eventKinds: [], anomalies: {} });
    expect(built.eventFingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('scoring finds every column of training, and none of kinds it was not trained with', async () => {
    const config = smallConfig([7, 30]);
    await fillTables(database.handle.pool, { ...company, events: [open(cutoff - day, { value: 3 })] });
    const trained = await build(config, rows);
    const later = [open(cutoff - day, { kind: 'chat' }), open(cutoff - 2 * day, { kind: 'chat' })];
    await fillTables(database.handle.pool, { ...company, events: later });
    const scored = await build(config, rows, {
      trained: { eventKinds: trained.eventKinds, families: new Set(trained.features.map(({ family }) => family)) },
    });
    expect(scored.features).toEqual(trained.features);
    expect(scored.anomalies).toEqual({ 'events of kinds without features of their own': 2 });
    expect(numberOf(scored, 'count:email_open:30d', 0)).toBe(0);
    expect(numberOf(scored, 'value:email_open:30d', 0)).toBe(0);
    expect(numberOf(scored, 'activity:days:30d', 0)).toBe(2);
  });

  test('scoring computes only the families the model uses, of the kinds that were frequent in training', async () => {
    const config = smallConfig([7, 30]);
    const kinds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const events = kinds.flatMap((kind, i) =>
      Array.from({ length: i + 1 }, () => open(cutoff - (i % 2 === 0 ? 3 : 20) * day, { kind })),
    );
    await fillTables(database.handle.pool, { ...company, events });
    const trained = await build(config, rows);
    expect(trained.eventKinds).toEqual([...kinds].reverse());
    const ofFamilies = (...names: string[]) => trained.features.filter(({ family }) => names.includes(family));
    expect(ofFamilies('pairs')).toHaveLength(30);
    expect(ofFamilies('pairs').some(({ name }) => /pair:(a>|.>a)/.test(name))).toBe(false);
    expect(numberOf(trained, 'pair:f>g', 0)).toBe(6);
    // Kinds have other frequencies by now.
    const later = [...events, ...Array.from({ length: 20 }, () => open(cutoff - day, { kind: 'a' }))];
    await fillTables(database.handle.pool, { ...company, events: later });
    const use = (...families: string[]) =>
      build(config, rows, { trained: { eventKinds: trained.eventKinds, families: new Set(families) } });
    expect((await use('pairs', 'seniority')).features).toEqual(ofFamilies('pairs', 'seniority'));
    const withoutEvents = await use('seniority');
    expect(withoutEvents.features).toEqual(ofFamilies('seniority'));
    expect(withoutEvents.eventFingerprint).not.toBe(trained.eventFingerprint);
  });

  test('a program selects families and kinds, and brings features of its own', async () => {
    const events = [open(cutoff - day), open(cutoff - day, { kind: 'chat' }), open(cutoff - 3 * day, { kind: 'chat' })];
    await fillTables(database.handle.pool, { ...company, events });
    const chats = defineFeature({
      name: 'chats',
      version: 1,
      type: 'number',
      availability: 'event-time',
      sentence: 'chats',
      needs: ['event'],
      folds: ['counts'],
      values: ({ activity: { kinds, sweep } }) => {
        return (row) => sweep.count(row, kinds.indexOf('chat'), 0);
      },
    });
    const config = smallConfig([7]);
    const { stages: _, ...selection } = programOf(config).features;
    const features = {
      ...selection,
      families: ['eventCount', 'department'],
      kinds: ['chat', 'fax'],
      definitions: [chats],
    };
    const program = { ...programOf(config), features };
    const built = await build({ ...config, programs: { default: program } }, rows);
    expect(built.features.map(({ name }) => name)).toEqual(['count:chat:7d', 'title:department', 'own:chats']);
    expect(built.remarks).toEqual([notice('kinds-without-events', { kinds: ['fax'] })]);
    expect([0, 2].map((row) => numberOf(built, 'own:chats', row))).toEqual([2, 0]);
  });

  test('the fingerprint notices every change', async () => {
    const config = smallConfig([7]);
    const base = open(cutoff - day, { value: 1 });
    const others = [
      { ...base, occurredAt: cutoff - day + 1 },
      { ...base, ingestedAt: cutoff - day },
      { ...base, kind: 'email_opem' },
      { ...base, value: 1.0000000000000002 },
      { ...base, value: Number.NaN },
      { ...base, contact: 'p2' },
    ];
    const prints = new Set<string>();
    for (const events of [[base], [base, base], [], ...others.map((other) => [other])]) {
      await fillTables(database.handle.pool, { ...company, events });
      prints.add((await build(config, rows)).eventFingerprint);
    }
    expect(prints.size).toBe(3 + others.length);
  });

  test('no snapshot at all gives empty columns', async () => {
    await fillTables(database.handle.pool, { ...company, events: [open(cutoff - day)] });
    const built = await build(smallConfig([7]), []);
    expect(built.table.rows).toBe(0);
    expect(built.features.length).toBeGreaterThan(10);
  });
});

describe('limits', () => {
  test('what does not fit into memory is refused before it is allocated', async () => {
    await fillTables(database.handle.pool, { ...company, events: [open(cutoff - day)] });
    const refused = build(smallConfig([7, 30]), rows, { memoryBudget: 500 });
    await expect(refused).rejects.toThrow(HandraiseError);
    await expect(refused).rejects.toMatchObject({
      code: 'resource',
      message: expect.stringMatching(/3 snapshots with 1 event kinds, 2 windows and 7 attributes/),
    });
  });

  test('an interruption ends the reading', async () => {
    const signal = AbortSignal.abort(new HandraiseError('interrupted', 'stopped'));
    await expect(build(smallConfig([7]), rows, { signal })).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('progress ends at the number of events', async () => {
    await fillTables(database.handle.pool, { ...company, events: [open(cutoff - day), open(cutoff - day)] });
    const seen: number[] = [];
    await build(smallConfig([7]), rows, { onProgress: (events) => seen.push(events) });
    expect(seen.at(-1)).toBe(2);
  });
});
