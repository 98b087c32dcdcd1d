import { expect, test } from 'vitest';
import { catalogue } from '../../src/features/catalogue.ts';
import { defineFeature, familyOf } from '../../src/features/featureDefinition.ts';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { checkPointInTime } from '../../src/features/pointInTime/checkPointInTime.ts';
import { differenceBetween, inOrder } from '../../src/features/pointInTime/findLeak.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import {
  type InventedCrm,
  type InventedEvent,
  type InventedRow,
  together,
} from '../../src/features/pointInTime/inventedCrm.ts';
import { forkedHistory } from '../features/arbitraryCrm.ts';
import { naiveFamilies, naiveFeatures } from '../features/naiveFeatures.ts';
import { expectSame } from '../features/sameAsNaive.ts';
import { foldedFeatures } from '../features/smallCrm.ts';
import { fc } from './fastCheck.ts';
import { families, leakIn } from './wholeCatalogue.ts';

test('nothing at or after the cutoff, or ingested at or after it, changes a byte of the whole catalogue', () => {
  fc.assert(
    fc.property(forkedHistory, (history) => {
      expect(leakIn(history)).toBeNull();
    }),
    { numRuns: 300, seed: 20260101 },
  );
});

test('the past matters: with other facts before the cutoff bytes do change', () => {
  const past = fc.sample(forkedHistory, { numRuns: 50, seed: 1 }).filter(({ rows }) => rows.length > 0);
  const changed = past.filter(({ past: crm, rows, lookbackDays }) => {
    const without = { ...crm, events: [] };
    const program = { lookbackDays, knownBefore };
    return crm.events.length > 0 && firstRow(crm, rows, program) !== firstRow(without, rows, program);
  });
  expect(changed.length).toBeGreaterThan(10);
});

function firstRow(
  crm: InventedCrm,
  rows: readonly InventedRow[],
  program: { lookbackDays: readonly number[]; knownBefore: number },
) {
  const cells = cellsOfRow(foldedFeatures(crm, rows, program), 0);
  return JSON.stringify([...cells].filter(([name]) => name.startsWith('activity:')));
}

test('any order of the events gives the same bytes', () => {
  const shuffled = forkedHistory.chain((history) => {
    const crm = together(history.past, history.futures[0]);
    return fc.tuple(
      fc.constant({ ...history, crm }),
      fc.shuffledSubarray([...crm.events], { minLength: crm.events.length }),
    );
  });
  fc.assert(
    fc.property(shuffled, ([{ crm, rows, laterRows, lookbackDays }, events]) => {
      const all = [...rows, ...laterRows[0]];
      const program = { lookbackDays, knownBefore };
      const one = foldedFeatures(crm, all, program);
      const other = foldedFeatures({ ...crm, events }, all, program);
      expect(one.features).toEqual(other.features);
      expect(differenceBetween(all, { made: one, rows: all }, { made: other, rows: all })).toBeNull();
    }),
    { numRuns: 100, seed: 20260102 },
  );
});

test('every feature is what its definition says', () => {
  expect(catalogue.map(({ family }) => family).sort()).toEqual([...naiveFamilies].sort());
  fc.assert(
    fc.property(forkedHistory, ({ past, futures, rows, laterRows, lookbackDays }) => {
      const crm = together(past, futures[0]);
      const all = inOrder([...rows, ...laterRows[0]]);
      const program = { lookbackDays, knownBefore };
      const table = foldedFeatures(crm, all, program, families);
      all.forEach((row, i) => {
        expectSame(cellsOfRow(table, i), naiveFeatures(crm, row, program), `${row.contact} as of ${row.asOf}`);
      });
    }),
    { numRuns: 250, seed: 20260103 },
  );
});

test('histories have values of every family', () => {
  const program = { lookbackDays: [7, 30, 90], knownBefore };
  const told = new Set<string>();
  for (const { past, rows } of fc.sample(forkedHistory, { numRuns: 100, seed: 2 })) {
    const { features, table } = foldedFeatures(past, rows, program);
    table.columns.forEach((column, i) => {
      const tells =
        column.kind === 'number'
          ? column.values.some((v) => v !== 0 && !Number.isNaN(v))
          : column.codes.some((c) => c >= 0);
      if (tells) told.add(features[i]!.family);
    });
  }
  expect([...told].sort()).toEqual(catalogue.map(({ family }) => family).sort());
});

test('every family is what it declares: type, units, availability, windows', () => {
  const [history] = fc.sample(
    forkedHistory.filter(({ rows, past }) => rows.length > 2 && past.events.length > 20),
    { numRuns: 1, seed: 4 },
  );
  for (const family of catalogue) {
    const made = (lookbackDays: readonly number[]) =>
      foldedFeatures(history!.past, history!.rows, { lookbackDays, knownBefore }, [family]).features;
    const windows = [8, 15, 30, 90];
    const features = made(windows);
    expect(features.length, family.family).toBeGreaterThan(0);
    expect(new Set(features.map((feature) => feature.unit)), family.family).toEqual(new Set(family.units));
    for (const { type, availability, family: name } of features) {
      expect(name).toBe(family.family);
      if (family.type !== 'as declared') expect(type, name).toBe(family.type);
      if (family.availability !== 'as declared') expect(availability, name).toBe(family.availability);
    }
    if (family.windows > 1) expect(made(windows.slice(0, family.windows - 1)), family.family).toEqual([]);
    expect(made(windows.slice(0, Math.max(1, family.windows))).length, family.family).toBeGreaterThan(0);
  }
});

const event = (occurredAt: number, ingestedAt = Number.NaN): InventedEvent => {
  return { id: null, contact: 'p1', occurredAt, ingestedAt, kind: 'email_open', value: 2 };
};

function seen(...events: readonly InventedEvent[]): readonly number[] {
  const person = { account: 'a1', createdAt: cutoff - 1e15, title: null, emailDomain: null, attributes: {} };
  const contacts = [
    { ...person, id: 'p1' },
    { ...person, id: 'p2' },
  ];
  const accounts = [{ id: 'a1', createdAt: cutoff - 1e15, attributes: {} }];
  const rows = [
    { contact: 'p1', asOf: cutoff },
    { contact: 'p2', asOf: cutoff },
  ];
  const crm = { accounts, contacts, events, opportunities: [], history: [] };
  const { table } = foldedFeatures(crm, rows, { lookbackDays: [7], knownBefore });
  const cell = (name: string, row: number) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    return column?.kind === 'number' ? column.values[row]! : Number.NaN;
  };
  return [
    cell('count:email_open:7d', 0),
    cell('activity:days:7d', 0),
    cell('value:email_open:7d', 0),
    cell('colleagues:events:7d', 1),
    cell('colleagues:people:7d', 1),
  ];
}

const week = 7 * 86_400_000_000;

test.each([
  ['a microsecond before the cutoff is known', cutoff - 1, Number.NaN, true],
  ['exactly at the cutoff is not', cutoff, Number.NaN, false],
  ['a microsecond after is not', cutoff + 1, Number.NaN, false],
  ['ingested a microsecond before the cutoff is known', cutoff - 10, cutoff - 1, true],
  ['ingested exactly at the cutoff is not', cutoff - 10, cutoff, false],
  ['ingested a microsecond after is not', cutoff - 10, cutoff + 1, false],
  ['ingested before, said to occur at the cutoff, is not', cutoff, cutoff - 10, false],
  ['exactly as old as the window is within', cutoff - week, Number.NaN, true],
  ['a microsecond older is not', cutoff - week - 1, Number.NaN, false],
  ['a microsecond younger is within', cutoff - week + 1, Number.NaN, true],
])('%s', (_, occurredAt, ingestedAt, known) => {
  const one = known ? 1 : 0;
  expect(seen(event(occurredAt, ingestedAt))).toEqual([one, one, 2 * one, one, one]);
});

test('a new account, a new person and a new value exactly at the cutoff are not known, a microsecond earlier they are', () => {
  const rows = [{ contact: 'p1', asOf: cutoff }];
  const program = { lookbackDays: [7], knownBefore };
  const at = (instant: number) => {
    const person = { account: 'a1', title: null, emailDomain: null, attributes: {} };
    const crm: InventedCrm = {
      accounts: [{ id: 'a1', createdAt: instant, attributes: { industry: 'retail' } }],
      contacts: [{ ...person, id: 'p1', createdAt: cutoff - 1e15 }],
      events: [],
      opportunities: [{ id: 'o', account: 'a1', createdAt: cutoff - 9 * 86_400_000_000, closedAt: instant, won: true }],
      history: [{ entity: 'contact', id: 'p1', name: 'score', validFrom: instant, value: '5' }],
    };
    const newcomer = {
      ...crm,
      accounts: [{ id: 'a1', createdAt: Number.NaN, attributes: {} }],
      contacts: [...crm.contacts, { ...person, id: 'p2', createdAt: instant }],
      events: [{ ...event(cutoff - 1000), contact: 'p2' }],
    };
    const cells = cellsOfRow(foldedFeatures(crm, rows, program), 0);
    const beside = cellsOfRow(foldedFeatures(newcomer, rows, program), 0);
    const names = ['account:industry', 'tenure:account', 'contact:score'];
    const shown = [...names.map((name) => cells.get(name)), beside.get('colleagues:people:7d')];
    return [...shown, beside.get('opportunity:won:recency')].map((cell) => cell?.replace(/ \(.*/, ''));
  };
  expect(at(cutoff)).toEqual(['missing', 'missing', 'missing', '0', 'missing']);
  expect(at(cutoff + 1)).toEqual(['missing', 'missing', 'missing', '0', 'missing']);
  const [industry, tenure, score, colleagues, won] = at(cutoff - 1);
  expect([industry, score, colleagues]).toEqual(['level retail', '5', '1']);
  expect(Number(tenure)).toBeCloseTo(1 / 86_400_000_000, 20);
  expect(Number(won)).toBeCloseTo(1 / 86_400_000_000, 20);
});

/** Looks at the last value there is, whenever it was set. */
const latestValue = defineFeature({
  name: 'latestValue',
  version: 1,
  type: 'category',
  availability: 'history',
  sentence: 'latest score',
  values({ population, snapshots }) {
    const { subject, value } = population.history.find(({ name }) => name === 'score')!;
    return (row) => value[subject.lastIndexOf(snapshots.contact[row]!)] ?? null;
  },
});

/** Counts the rows a contact has: how long it stays eligible is known only later. */
const rowsOfContact = defineFeature({
  name: 'rowsOfContact',
  version: 1,
  type: 'number',
  availability: 'event-time',
  sentence: 'number of snapshots',
  values: ({ snapshots: { contact } }) => {
    return (row) => contact.filter((other) => other === contact[row]).length;
  },
});

/** Reads a field that is what it is today. */
const stageToday = defineFeature({
  name: 'stageToday',
  version: 1,
  type: 'category',
  availability: 'created-with',
  sentence: 'stage',
  values({ population, snapshots }) {
    const stage = population.contacts.attributes.find(({ name }) => name === 'stage');
    if (stage?.kind !== 'category') throw new Error('no stage');
    return (row) => stage.levels[stage.codes[snapshots.contact[row]!]!] ?? null;
  },
});

/** Counts opportunities that were won at any time. */
const everWon = defineFeature({
  name: 'everWon',
  version: 1,
  type: 'number',
  availability: 'event-time',
  sentence: 'opportunities won',
  needs: ['opportunity'],
  values({ population, snapshots }) {
    const { subject, won } = population.accountOpportunities;
    return (row) => {
      const account = population.contacts.account[snapshots.contact[row]!]!;
      return subject.reduce((sum, of, i) => sum + (of === account && won[i] === 1 ? 1 : 0), 0);
    };
  },
});

test.each([latestValue, rowsOfContact, stageToday, everWon])('a leaky definition is caught: $name', (leaky) => {
  const property = fc.property(forkedHistory, (history) => leakIn(history, [familyOf(leaky)]) === null);
  expect(fc.check(property, { numRuns: 1000, seed: 20260104, endOnFailure: true }).failed).toBe(true);
  const leak = checkPointInTime(leaky, { histories: 100 });
  expect(leak?.feature).toBe(`own:${leaky.name}`);
  expect(leak?.values[0]).not.toBe(leak?.values[1]);
});

test('a fold that takes the cutoff itself for known is caught', () => {
  // Facts of the futures moved a microsecond earlier: what an inclusive comparison would see.
  const earlier = (instant: number) => (instant === cutoff ? cutoff - 1 : instant);
  const inclusive = <Crm extends InventedCrm>(crm: Crm): Crm => ({
    ...crm,
    events: crm.events.map((e) => ({ ...e, occurredAt: earlier(e.occurredAt), ingestedAt: earlier(e.ingestedAt) })),
  });
  const property = fc.property(forkedHistory, (history) => {
    const [one, other] = history.futures;
    return leakIn({ ...history, futures: [inclusive(one), inclusive(other)] }) === null;
  });
  expect(fc.check(property, { numRuns: 1000, seed: 20260105, endOnFailure: true }).failed).toBe(true);
});
