import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/features/catalogue.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import { describe } from '../../src/features/describe.ts';
import type { FeatureFamily } from '../../src/features/family.ts';
import { cutoff, type ForkedHistory, forkedHistory, knownBefore, together } from '../features/arbitraryCrm.ts';
import { cellsOfRow } from '../features/cells.ts';
import { naiveFeatures } from '../features/naiveFeatures.ts';
import { foldedFeatures, type SmallCrm, type SmallEvent, type SmallRow } from '../features/smallCrm.ts';
import { expectSameCells, inOrder } from './sameCells.ts';

function expectBlindToTheFuture(history: ForkedHistory, families?: readonly FeatureFamily[]): void {
  const { past, futures, rows, laterRows, lookbackDays } = history;
  const tables = ([0, 1] as const).map((fork) => {
    const all = [...rows, ...laterRows[fork]];
    const table = foldedFeatures(together(past, futures[fork]), all, { lookbackDays, knownBefore }, families);
    return { table, rows: all };
  });
  expectSameCells(rows, tables[0]!, tables[1]!);
}

test('nothing at or after the cutoff, or ingested at or after it, changes a byte', () => {
  fc.assert(
    fc.property(forkedHistory, (history) => expectBlindToTheFuture(history)),
    { numRuns: 1000, seed: 20260101 },
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
  crm: SmallCrm,
  rows: readonly SmallRow[],
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
      const one = { table: foldedFeatures(crm, all, program), rows: all };
      const other = { table: foldedFeatures({ ...crm, events }, all, program), rows: all };
      expect(one.table.features).toEqual(other.table.features);
      expectSameCells(all, one, other);
    }),
    { numRuns: 300, seed: 20260102 },
  );
});

test('every feature is what its definition says', () => {
  fc.assert(
    fc.property(forkedHistory, ({ past, futures, rows, laterRows, lookbackDays }) => {
      const crm = together(past, futures[0]);
      const all = inOrder([...rows, ...laterRows[0]]);
      const program = { lookbackDays, knownBefore };
      const table = foldedFeatures(crm, all, program);
      const names = table.features.map(({ name }) => name);
      const named = (prefix: string) =>
        names.filter((name) => name.startsWith(prefix)).map((name) => name.split(':')[1]!);
      const kinds = named('recency:');
      const valueKinds = [...new Set(named('value:'))];
      all.forEach((row, i) => {
        const naive = naiveFeatures(crm, row, program, kinds, valueKinds);
        expect(Object.fromEntries(cellsOfRow(table, i)), `${row.contact} as of ${row.asOf}`).toEqual(
          Object.fromEntries(naive),
        );
      });
    }),
    { numRuns: 300, seed: 20260103 },
  );
});

const event = (occurredAt: number, ingestedAt = Number.NaN): SmallEvent => {
  return { id: null, contact: 'p1', occurredAt, ingestedAt, kind: 'email_open', value: 2 };
};

function seen(...events: readonly SmallEvent[]): readonly number[] {
  const person = { account: 'a1', createdAt: cutoff - 1e15, title: null, emailDomain: null };
  const contacts = [
    { ...person, id: 'p1' },
    { ...person, id: 'p2' },
  ];
  const accounts = [{ id: 'a1', createdAt: cutoff - 1e15, industry: null }];
  const rows = [
    { contact: 'p1', asOf: cutoff },
    { contact: 'p2', asOf: cutoff },
  ];
  const crm = { accounts, contacts, events, history: [] };
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
    const person = { account: 'a1', title: null, emailDomain: null };
    const crm: SmallCrm = {
      accounts: [{ id: 'a1', createdAt: instant, industry: 'retail' }],
      contacts: [{ ...person, id: 'p1', createdAt: cutoff - 1e15 }],
      events: [],
      history: [{ entity: 'contact', id: 'p1', validFrom: instant, value: '5' }],
    };
    const newcomer = {
      ...crm,
      accounts: [{ id: 'a1', createdAt: Number.NaN, industry: null }],
      contacts: [...crm.contacts, { ...person, id: 'p2', createdAt: instant }],
      events: [{ ...event(cutoff - 1000), contact: 'p2' }],
    };
    const cells = cellsOfRow(foldedFeatures(crm, rows, program), 0);
    const beside = cellsOfRow(foldedFeatures(newcomer, rows, program), 0);
    const names = ['account:industry', 'tenure:account', 'contact:score'];
    const shown = [...names.map((name) => cells.get(name)), beside.get('colleagues:people:7d')];
    return shown.map((cell) => cell?.split(' ').slice(0, 2).join(' '));
  };
  expect(at(cutoff)).toEqual(['missing', 'missing', 'missing', '0 0']);
  expect(at(cutoff + 1)).toEqual(['missing', 'missing', 'missing', '0 0']);
  const [industry, tenure, score, colleagues] = at(cutoff - 1);
  expect([industry, score?.split(' ')[0], colleagues?.split(' ')[0]]).toEqual(['level retail', '5', '1']);
  expect(Number(tenure?.split(' ')[0])).toBeCloseTo(1 / 86_400_000_000, 20);
});

/** Looks at the last value there is, whenever it was set. */
const latestValue: FeatureFamily = {
  family: 'latestValue',
  version: 1,
  availability: 'history',
  columns({ population, snapshots }) {
    const { subject, value } = population.history.find(({ name }) => name === 'score')!;
    const feature = { ...plainFeature('leak:latest'), type: 'category' as const };
    const read = (row: number) => value[subject.lastIndexOf(snapshots.contact[row]!)] ?? null;
    return [{ feature, column: categoryColumn(feature.name, snapshots.rows, read) }];
  },
};

/** Counts the rows a contact has: how long it stays eligible is known only later. */
const rowsOfContact: FeatureFamily = {
  family: 'rowsOfContact',
  version: 1,
  availability: 'event-time',
  columns({ snapshots }) {
    const feature = plainFeature('leak:rows');
    const count = (row: number) => snapshots.contact.filter((contact) => contact === snapshots.contact[row]).length;
    return [{ feature, column: numberColumn(feature.name, snapshots.rows, count) }];
  },
};

function plainFeature(name: string) {
  const phrases = { missing: '', negative: '', zero: '', one: '', many: '' };
  const shared = { name, family: name, version: 1, parameters: {}, unit: '', group: '', sentence: '', phrases };
  return describe({ ...shared, type: 'number', availability: 'event-time' });
}

test.each([latestValue, rowsOfContact])('a leaky definition is caught: $family', (leaky) => {
  const property = fc.property(forkedHistory, (history) => expectBlindToTheFuture(history, [...catalogue, leaky]));
  const { failed } = fc.check(property, { numRuns: 1000, seed: 20260104, endOnFailure: true });
  expect(failed).toBe(true);
});

test('a fold that takes the cutoff itself for known is caught', () => {
  // Facts of the futures moved a microsecond earlier: what an inclusive comparison would see.
  const earlier = (instant: number) => (instant === cutoff ? cutoff - 1 : instant);
  const inclusive = (crm: SmallCrm): SmallCrm => ({
    ...crm,
    events: crm.events.map((e) => ({ ...e, occurredAt: earlier(e.occurredAt), ingestedAt: earlier(e.ingestedAt) })),
  });
  const property = fc.property(forkedHistory, (history) => {
    const [one, other] = history.futures;
    expectBlindToTheFuture({ ...history, futures: [inclusive(one), inclusive(other)] });
  });
  expect(fc.check(property, { numRuns: 1000, seed: 20260105, endOnFailure: true }).failed).toBe(true);
});
