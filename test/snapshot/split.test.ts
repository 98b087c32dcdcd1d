import { afterEach, describe, expect, test } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import type { Population } from '../../src/snapshot/population.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import { splitSnapshots } from '../../src/snapshot/split.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { unitId } from '../../src/snapshot/unit.ts';
import { at, days, population, program } from './handmade.ts';

const start = at('2024-01-01');
const week = days(7);

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** So many contacts at each weekly date, each contact at one date only, so that no unit is on two sides. */
function strangers(perDate: readonly number[]): { read: Population; snapshots: Snapshots } {
  const asOf = perDate.flatMap((count, date) => Array.from({ length: count }, () => start + date * week));
  const rows = asOf.length;
  const highWater = start + perDate.length * week;
  const read = population({ contacts: asOf.map((date) => ({ createdAt: date - 1 })), highWater, firstFact: start });
  const contact = Int32Array.from(asOf, (_, row) => row);
  const ledger = { considered: rows, kept: rows, excluded: {} };
  return {
    read,
    snapshots: { rows, contact, asOf: Float64Array.from(asOf), label: new Uint8Array(rows), unit: contact, ledger },
  };
}

/** Dates of each side as numbers of the week, and the ledger. */
function splitWeeks(perDate: readonly number[], horizonDays: number, split = {}) {
  const { read, snapshots } = strangers(perDate);
  const found = splitSnapshots(read, snapshots, program({ horizonDays, split, cutoffs: { daysAfterCreation: 1 } }));
  const weeks = (rows: Int32Array) => [...new Set(Array.from(rows, (row) => (snapshots.asOf[row]! - start) / week))];
  const { train, calibration, test: tested, ledger } = found;
  return { train: weeks(train), calibration: weeks(calibration), test: weeks(tested), ledger };
}

describe('the dates', () => {
  test('are cut so that the last rows are for testing and those before them for calibration', () => {
    const found = splitWeeks(Array(10).fill(4), 7);
    expect(found.train).toEqual([0, 1, 2, 3, 4, 5]);
    expect(found.calibration).toEqual([6, 7]);
    expect(found.test).toEqual([8, 9]);
    expect(found.ledger).toEqual({ considered: 40, kept: 40, excluded: {} });
  });

  test('leave a gap of one horizon before the test', () => {
    const found = splitWeeks(Array(10).fill(4), 8);
    expect(found.train).toEqual([0, 1, 2, 3, 4]);
    expect(found.calibration).toEqual([5, 6]);
    expect(found.test).toEqual([8, 9]);
    expect(found.ledger).toEqual({ considered: 40, kept: 36, excluded: { 'gap before the test dates': 4 } });
  });

  test('stay whole', () => {
    const found = splitWeeks([10, 10, 10, 10, 100, 1], 7);
    expect([found.train, found.calibration, found.test]).toEqual([[0, 1, 2], [3], [4, 5]]);
  });

  test('follow the shares of the program', () => {
    const found = splitWeeks(Array(10).fill(4), 7, { calibrationShare: 0.5, testShare: 0.3 });
    expect([found.train, found.calibration, found.test]).toEqual([
      [0, 1],
      [2, 3, 4, 5, 6],
      [7, 8, 9],
    ]);
  });

  test('give each side one where there are only three', () => {
    for (const sizes of [
      [1, 1, 1],
      [1000, 1, 1],
      [1, 1000, 1],
      [1, 1, 1000],
    ]) {
      const found = splitWeeks(sizes, 7);
      expect([found.train, found.calibration, found.test]).toEqual([[0], [1], [2]]);
    }
  });

  test('move the test to a later date where the horizon is long', () => {
    const found = splitWeeks([5, 5, 5, 5], 14);
    expect([found.train, found.calibration, found.test]).toEqual([[0], [1], [3]]);
    expect(found.ledger.excluded).toEqual({ 'gap before the test dates': 5 });
  });

  test.each([
    [[90], 7],
    [[90, 90], 7],
    [[90, 90, 90], 8],
  ])(
    '%j over a horizon of %d days are too few: then units are split, in the shares of the program',
    (sizes, horizon) => {
      const { read, snapshots } = strangers(sizes);
      const settings = program({ horizonDays: horizon, split: { calibrationShare: 0.3, testShare: 0.2 } });
      const { byUnit, train, calibration, test: tested, ledger } = splitSnapshots(read, snapshots, settings);
      expect(byUnit).toBe(true);
      expect([...train, ...calibration, ...tested].sort((a, b) => a - b)).toEqual([...Array(snapshots.rows).keys()]);
      // Four standard errors of a share of 90 at least.
      expect(train.length / snapshots.rows).toBeCloseTo(0.5, 0);
      expect(Math.abs(tested.length / snapshots.rows - 0.2)).toBeLessThan(0.17);
      expect(ledger.kept).toBe(snapshots.rows);
      expect(splitSnapshots(read, snapshots, settings)).toEqual(splitSnapshots(read, snapshots, settings));
    },
  );

  test('are needed: without any there is nothing to split', () => {
    expect(() => splitWeeks([], 7)).toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringContaining('no as-of date') }),
    );
  });

  test('need a share for training', () => {
    const shares = { calibrationShare: 0.5, testShare: 0.5 };
    expect(() => splitWeeks(Array(10).fill(4), 7, shares)).toThrow(expect.objectContaining({ code: 'config' }));
  });
});

const shared = <Member>(a: ReadonlySet<Member>, b: ReadonlySet<Member>) =>
  [...a].filter((member) => b.has(member)).length;

/** Accounts of three contacts each, all eligible on every month of two years. */
function regulars(accounts: number): Population {
  const contacts = Array.from({ length: 3 * accounts }, (_, i) => ({ createdAt: start, account: i % accounts }));
  return population({ contacts, accounts, highWater: at('2026-01-01') });
}

describe('a unit on several sides', () => {
  const settings = program({ horizonDays: 30, lookbackDays: [30] });
  const read = regulars(2000);
  const snapshots = trainingSnapshots(read, settings);
  const found = splitSnapshots(read, snapshots, settings);
  const units = (rows: Int32Array) => new Set(Array.from(rows, (row) => snapshots.unit[row]!));

  test('is learned from at all dates before the test, or judged, with all its rows there', () => {
    const [train, calibration, tested] = [units(found.train), units(found.calibration), units(found.test)];
    expect(train).toEqual(calibration);
    expect(train.size + tested.size).toBe(2000);
    expect(new Set([...train, ...tested]).size).toBe(2000);
    const testDates = new Set(snapshots.asOf.filter((date) => date >= found.testFrom)).size;
    expect(found.test.length).toBe(tested.size * 3 * testDates);
  });

  test('is drawn in proportion to the rows before the test and in it', () => {
    let [before, after] = [0, 0];
    for (const date of snapshots.asOf)
      if (date >= found.testFrom) after++;
      else if (date + days(30) <= found.testFrom) before++;
    const expected = after / (before + after);
    // Five standard errors of a share of 2,000 accounts.
    const tolerance = 5 * Math.sqrt((expected * (1 - expected)) / 2000);
    expect(Math.abs(units(found.test).size / 2000 - expected)).toBeLessThan(tolerance);
  });

  test('is drawn whatever became of it: of those who leave with the outcome, each side has its due share', () => {
    // Accounts of one contact, eligible every month until the outcome, which comes to one in fifteen a month.
    const horizon = days(30);
    const random = new Random(3);
    const contacts = Array.from({ length: 6000 }, (_, account) => ({ createdAt: start, account }));
    const outcomes = contacts.flatMap((_, contact) => {
      let month = 0;
      while (month < 24 && random.next() >= 1 / 15) month++;
      return month < 24 ? [[contact, start + month * horizon] as const] : [];
    });
    const leavers = population({ contacts, accounts: 6000, outcomes, highWater: at('2026-01-01') });
    const own = trainingSnapshots(leavers, settings);
    const sides = splitSnapshots(leavers, own, settings);
    const rateOf = (rows: Int32Array) => rows.reduce((sum, row) => sum + own.label[row]!, 0) / rows.length;
    const all = Int32Array.from(own.label.keys());
    for (const side of [sides.train, sides.calibration, sides.test]) {
      const dates = new Set(Array.from(side, (row) => own.asOf[row]!));
      const expected = rateOf(all.filter((row) => dates.has(own.asOf[row]!)));
      // Four standard errors of the rate of the side.
      const tolerance = 4 * Math.sqrt((expected * (1 - expected)) / side.length);
      expect(Math.abs(rateOf(side) - expected)).toBeLessThan(tolerance);
    }
  });

  test('keeps another one with another seed, and the same with the same', () => {
    expect(splitSnapshots(read, snapshots, settings)).toEqual(found);
    const other = splitSnapshots(read, snapshots, { ...settings, seed: 2 });
    expect(units(other.test)).not.toEqual(units(found.test));
    expect(other.testFrom).toBe(found.testFrom);
  });

  test.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'keeps the same one in %s',
    (name) => {
      process.env.TZ = name;
      const again = trainingSnapshots(read, settings);
      expect(again).toEqual(snapshots);
      expect(splitSnapshots(read, again, settings)).toEqual(found);
    },
  );

  test('may be the contact instead', () => {
    const byContact = { ...settings, unit: 'contact' } as const;
    const own = trainingSnapshots(read, byContact);
    const { train, test: tested } = splitSnapshots(read, own, byContact);
    const contacts = (rows: Int32Array) => new Set(Array.from(rows, (row) => own.contact[row]!));
    expect(shared(contacts(train), contacts(tested))).toBe(0);
    const accounts = (rows: Int32Array) => new Set(Array.from(rows, (row) => read.contacts.account[own.contact[row]!]));
    expect(shared(accounts(train), accounts(tested))).toBeGreaterThan(0);
  });
});

test('too few units leave a side empty, which is said', () => {
  const settings = program({ lookbackDays: [30] });
  const read = regulars(1);
  expect(() => splitSnapshots(read, trainingSnapshots(read, settings), settings)).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringMatching(/^no account is left for/) }),
  );
});

test('the id of a unit is that of the account, else of the contact', () => {
  const contacts = [{ createdAt: 0, account: 1 }, { createdAt: 0 }];
  const read = population({ contacts, accounts: 2, highWater: 0 });
  const ids = (unit: 'account' | 'contact') => [0, 1].map((contact) => unitId(read, program({ unit }), contact));
  expect(ids('account')).toEqual(['a0001', 'c0001']);
  expect(ids('contact')).toEqual(['c0000', 'c0001']);
});
