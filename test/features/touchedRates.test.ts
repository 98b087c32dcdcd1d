import { expect, test } from 'vitest';
import { accountTouchedRate } from '../../src/features/definitions/accountTouchedRate.ts';
import { touchedRate } from '../../src/features/definitions/touchedRate.ts';
import { cellsOfRow } from '../../src/features/pointInTime/cells.ts';
import { inOrder } from '../../src/features/pointInTime/findLeak.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import { type InventedCrm, together } from '../../src/features/pointInTime/inventedCrm.ts';
import { rateDates } from '../../src/features/sweep/rateDates.ts';
import { fc } from '../property/fastCheck.ts';
import { forkedHistory } from './arbitraryCrm.ts';
import { naiveFeatures } from './naiveFeatures.ts';
import { expectSame } from './sameAsNaive.ts';
import { day, foldedFeatures } from './smallCrm.ts';

const families = [touchedRate, accountTouchedRate];

test('a horizon, a beginning of the record and outcomes that recur are what the definition says of them', () => {
  fc.assert(
    fc.property(forkedHistory, ({ past, futures, rows, laterRows, lookbackDays }) => {
      const crm = together(past, futures[0]);
      const all = inOrder([...rows, ...laterRows[0]]);
      const rules = { horizon: 10 * day, recordedSince: cutoff - 80 * day, coolDown: 20 * day };
      const program = { lookbackDays, knownBefore, rules };
      const table = foldedFeatures(crm, all, program, families);
      const names = families.map(({ family }) => family);
      all.forEach((row, i) => {
        expectSame(cellsOfRow(table, i), naiveFeatures(crm, row, program, names), `${row.contact} as of ${row.asOf}`);
      });
    }),
    { numRuns: 200, seed: 20260106 },
  );
});

/** Ten people who looked at the guide 60 days ago, of whom three asked for a demo, and ten who took the tour then, of whom one did. */
const people = Array.from({ length: 20 }, (_, i) => ({
  id: `p${String(i).padStart(2, '0')}`,
  account: null,
  createdAt: cutoff - 500 * day,
  title: null,
  emailDomain: null,
  attributes: {},
}));
const touch = (contact: string, content: string, occurredAt: number) => {
  return {
    id: null,
    contact,
    occurredAt,
    ingestedAt: Number.NaN,
    kind: 'view',
    value: Number.NaN,
    about: [content, null],
  };
};
const converted = (contact: string, days: number) => ({
  contact,
  occurredAt: cutoff - days * day,
  ingestedAt: Number.NaN,
});
const company: InventedCrm = {
  accounts: [],
  contacts: [...people, { ...people[0]!, id: 'q' }],
  events: [
    ...people.map(({ id }, i) => touch(id, i < 10 ? 'guide' : 'tour', cutoff - 60 * day)),
    touch('q', 'guide', cutoff - 2 * day),
    touch('q', 'tour', cutoff - 9 * day),
  ],
  opportunities: [],
  history: [],
  outcomes: ['p00', 'p01', 'p02', 'p10'].map((id) => converted(id, 40)),
};

function ratesOf(crm: InventedCrm, asOf = cutoff): Record<string, number> {
  const rows = [{ contact: 'q', asOf }];
  const { table } = foldedFeatures(crm, rows, { lookbackDays: [7, 90], knownBefore }, [touchedRate]);
  return Object.fromEntries(
    table.columns
      .filter(({ name }) => name.startsWith('rate:content'))
      .map((column) => [column.name, column.kind === 'number' ? column.values[0]! : Number.NaN]),
  );
}

/** One in five of all converted. */
const [guide, tour] = [(3 / 0.2 + 20) / (10 + 20), (1 / 0.2 + 20) / (10 + 20)];

test('the rate of a value is that of the people who touched it before, in multiples of that of all, to which twenty people draw it', () => {
  expect(ratesOf(company)).toEqual({
    'rate:content:mean:7d': guide,
    'rate:content:greatest:7d': guide,
    'rate:content:mean:90d': (guide + tour) / 2,
    'rate:content:greatest:90d': guide,
  });
});

test('nobody counts before the horizon has ended, and no one who had converted before', () => {
  // 30 days after the touches, less a microsecond.
  expect(Object.values(ratesOf(company, cutoff - 30 * day - 1)).every(Number.isNaN)).toBe(true);
  const earlier = { ...company, outcomes: [...company.outcomes!, converted('p03', 61)] };
  expect(ratesOf(earlier)['rate:content:greatest:7d']).toBeCloseTo((3 / (4 / 19) + 20) / (9 + 20), 15);
});

test('an outcome that became known later counts from then on', () => {
  const late = company.outcomes!.map((one) => ({ ...one, ingestedAt: cutoff }));
  expect(ratesOf({ ...company, outcomes: late })['rate:content:mean:7d']).toBeNaN();
  expect(ratesOf({ ...company, outcomes: late }, cutoff + 1)['rate:content:mean:7d']).toBe(guide);
});

test('where as-of dates are very many, rates are those of the Monday before, whichever rows there are', () => {
  const asOf = Float64Array.from({ length: 2000 }, (_, i) => cutoff + i * 3_600_000_000);
  const snapshots = { rows: asOf.length, contact: new Int32Array(asOf.length), asOf };
  const dates = rateDates(snapshots);
  // 2026-01-01 is a Thursday.
  expect(dates[0]).toBe(Date.UTC(2025, 11, 29) * 1000);
  expect([...dates].every((date, i) => i === 0 || date - dates[i - 1]! === 7 * day)).toBe(true);
  expect(dates.at(-1)! <= asOf.at(-1)! && asOf.at(-1)! < dates.at(-1)! + 7 * day).toBe(true);
  expect(rateDates({ ...snapshots, rows: 2, asOf: asOf.subarray(0, 2) })).toEqual(asOf.slice(0, 2));
});
