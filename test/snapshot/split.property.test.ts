import { expect, test } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import type { Population } from '../../src/snapshot/population.ts';
import type { Snapshots, Split } from '../../src/snapshot/snapshots.ts';
import { splitSnapshots } from '../../src/snapshot/split.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { fc } from '../property/fastCheck.ts';
import { at, days, type ProgramInput, population, program } from './handmade.ts';

const start = at('2023-01-01');

const contact = fc.record({
  createdAt: fc.integer({ min: 0, max: 500 }).map((day) => start + days(day)),
  account: fc.integer({ min: -1, max: 29 }),
});
const contacts = fc
  .array(contact, { minLength: 1, maxLength: 60, size: 'max' })
  .map((rows) => rows.map((row, i) => ({ ...row, id: `c${i}` })));

const settings: fc.Arbitrary<Partial<ProgramInput>> = fc.record({
  cutoffs: fc.constantFrom<ProgramInput['cutoffs']>({ every: 'month' }, { every: 'week' }, { daysAfterCreation: 14 }),
  horizonDays: fc.constantFrom(7, 30, 90),
  lookbackDays: fc.constant([7]),
  unit: fc.constantFrom<'account' | 'contact'>('account', 'contact'),
  seed: fc.nat(1000),
  split: fc.record({ calibrationShare: fc.constantFrom(0.1, 0.2, 0.4), testShare: fc.constantFrom(0.1, 0.2, 0.5) }),
});

/** The split, or null where there is too little to split; any other failure is thrown. */
function attempt(read: Population, snapshots: Snapshots, input: Partial<ProgramInput>): Split | null {
  try {
    return splitSnapshots(read, snapshots, program(input));
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'data') return null;
    throw error;
  }
}

function eachSplit(
  check: (read: Population, snapshots: Snapshots, split: Split, input: Partial<ProgramInput>) => void,
) {
  let splits = 0;
  fc.assert(
    fc.property(contacts, settings, (rows, input) => {
      const read = population({ contacts: rows, accounts: 30, highWater: start + days(730) });
      const snapshots = trainingSnapshots(read, program(input));
      const split = attempt(read, snapshots, input);
      if (split === null) return;
      splits++;
      check(read, snapshots, split, input);
    }),
    { numRuns: 400, seed: 5 },
  );
  expect(splits).toBeGreaterThan(200);
}

test('sides hold disjoint rows and units, and counts add up', () => {
  eachSplit((_, snapshots, { train, calibration, test: tested, ledger }) => {
    const sides = [train, calibration, tested];
    for (const side of sides) {
      expect(side.length).toBeGreaterThan(0);
      expect(side).toEqual(side.toSorted());
    }
    const kept = sides.reduce((sum, side) => sum + side.length, 0);
    expect(new Set(sides.flatMap((side) => [...side])).size).toBe(kept);
    const unitsOf = (...rows: Int32Array[]) =>
      new Set(rows.flatMap((side) => Array.from(side, (row) => snapshots.unit[row])));
    const [learned, judged] = [unitsOf(train, calibration), unitsOf(tested)];
    expect(new Set([...learned, ...judged]).size).toBe(learned.size + judged.size);
    expect(ledger.kept).toBe(kept);
    expect(ledger.considered).toBe(snapshots.rows);
    const excluded = Object.values(ledger.excluded).reduce((sum, count) => sum + count, 0);
    expect(kept + excluded).toBe(snapshots.rows);
  });
});

test('sides follow one another in time, and no label reaches into the test', () => {
  eachSplit((_, { asOf }, { train, calibration, test: tested, calibrationFrom, testFrom }, { horizonDays }) => {
    const horizon = days(horizonDays!);
    for (const row of train) expect(asOf[row]! < calibrationFrom && asOf[row]! + horizon <= testFrom).toBe(true);
    for (const row of calibration) expect(asOf[row]! >= calibrationFrom && asOf[row]! + horizon <= testFrom).toBe(true);
    for (const row of tested) expect(asOf[row]! >= testFrom).toBe(true);
    expect(asOf.includes(calibrationFrom) && asOf.includes(testFrom)).toBe(true);
  });
});

test('a unit keeps every row before the test or every one in it, and loses no other but to the gap', () => {
  eachSplit((_, { asOf, unit, rows }, split, { horizonDays, cutoffs }) => {
    const kept = new Set([...split.train, ...split.calibration, ...split.test]);
    const sidesOf = new Map<number, Map<string, number[]>>();
    for (let row = 0; row < rows; row++) {
      const gap = asOf[row]! + days(horizonDays!) > split.testFrom;
      const side = asOf[row]! >= split.testFrom ? 'test' : gap ? 'gap' : 'learned';
      if (side === 'gap') {
        expect(kept.has(row)).toBe(false);
        continue;
      }
      const sides = sidesOf.get(unit[row]!) ?? new Map<string, number[]>();
      sidesOf.set(unit[row]!, sides);
      sides.set(side, [...(sides.get(side) ?? []), row]);
    }
    for (const sides of sidesOf.values()) {
      const whole = [...sides.values()].filter((own) => own.every((row) => kept.has(row)));
      const none = [...sides.values()].filter((own) => !own.some((row) => kept.has(row)));
      expect(whole.length + none.length).toBe(sides.size);
      // A unit of a calendar may be drawn to the test and have no row there, since its contacts reached the outcome before.
      const mayLoseAll = 'every' in cutoffs! && !sides.has('test');
      expect(whole.length).toBeLessThanOrEqual(1);
      if (!mayLoseAll) expect(whole.length).toBe(1);
    }
  });
});

test('the order of contacts changes no side', () => {
  const named = ({ contacts: { ids } }: Population, { contact: index, asOf }: Snapshots, rows: Int32Array) =>
    Array.from(rows, (row) => `${ids[index[row]!]} ${asOf[row]}`).sort();
  fc.assert(
    fc.property(contacts, settings, (rows, input) => {
      const read = (order: typeof rows) => population({ contacts: order, accounts: 30, highWater: start + days(730) });
      const [forward, backward] = [read(rows), read(rows.toReversed())];
      const [a, b] = [trainingSnapshots(forward, program(input)), trainingSnapshots(backward, program(input))];
      const [split, again] = [attempt(forward, a, input), attempt(backward, b, input)];
      if (split === null || again === null) {
        expect(split).toBe(again);
        return;
      }
      for (const side of ['train', 'calibration', 'test'] as const)
        expect(named(forward, a, split[side])).toEqual(named(backward, b, again[side]));
    }),
    { numRuns: 200, seed: 6 },
  );
});
