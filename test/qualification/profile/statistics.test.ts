import { expect, test } from 'vitest';
import { clusterTest } from '../../../src/qualification/profile/clusterTest.ts';
import { fitPoints, pointsOf } from '../../../src/qualification/profile/fitPoints.ts';
import { liftTable } from '../../../src/qualification/profile/liftTable.ts';
import { testPairs } from '../../../src/qualification/profile/pairs.ts';
import { penalisedLogistic } from '../../../src/qualification/profile/penalisedLogistic.ts';
import { betaBinomial, priorStrength, shrunkenRates } from '../../../src/qualification/profile/shrunkenRates.ts';
import type { CategoryColumn } from '../../../src/table/table.ts';
import { readGolden } from '../../golden/readGolden.ts';
import { strangers } from './plantedCompanies.ts';

// From numpy and scipy; see test/golden/profile_statistics.py.
const golden = readGolden<{
  rates: { positives: number[]; rows: number[]; strength: number; logLikelihood: number }[];
  pairs: {
    first: number[];
    second: number[];
    won: number[];
    tests: [number, number, number, number][];
    ridge: number[];
  };
}>('profile_statistics');

const column = (name: string, codes: readonly number[], levels: readonly string[]): CategoryColumn => ({
  kind: 'category',
  name,
  codes: Int32Array.from(codes),
  levels,
});

test('the strength of the common rate is the most likely one, and rates are moved by it', () => {
  const [differing, alike] = golden.rates as [(typeof golden.rates)[0], (typeof golden.rates)[0]];
  const counts = differing.rows.map((rows, i) => ({ rows, positives: differing.positives[i]! }));
  const mean = 53 / 400;
  expect(priorStrength(counts, mean) / differing.strength).toBeCloseTo(1, 5);
  const [first] = shrunkenRates(counts, mean);
  const strength = priorStrength(counts, mean);
  expect(first!.rate).toBeCloseTo((12 + mean * strength) / (100 + strength), 12);
  expect(first!.low).toBeLessThan(first!.rate);
  expect(first!.high).toBeGreaterThan(first!.rate);
  // Values that differ less than chance would have it are all given nearly the common rate.
  const same = alike.rows.map((rows, i) => ({ rows, positives: alike.positives[i]! }));
  for (const { rate } of shrunkenRates(same, 16 / 151)) expect(rate).toBeCloseTo(16 / 151, 3);
  expect(betaBinomial(same, 16 / 151, 1e5)).toBeGreaterThan(betaBinomial(same, 16 / 151, 10));
});

test('a table says of each value how many people there are, how many were won, and whether that is chance', () => {
  const codes = [...Array(200).fill(0), ...Array(200).fill(1), ...Array(5).fill(2), -1, -1];
  const won = Uint8Array.from(codes, (code, i) =>
    code === 0 ? Number(i % 4 === 0) : code === 1 ? Number(i % 20 === 0) : 1,
  );
  const [lifts] = liftTable([column('industry', codes, ['making', 'selling', 'rare'])], strangers(won));
  expect(lifts!.unknown).toBe(2);
  const [rare, making, selling] = lifts!.values;
  expect(making).toMatchObject({ value: 'making', people: 200, won: 50, survives: true });
  expect(selling).toMatchObject({ value: 'selling', people: 200, won: 10, survives: true });
  // Five people are too few to say anything of.
  expect(rare).toMatchObject({ value: 'rare', people: 5, won: 5, pValue: null, survives: false });
  expect(making!.lift).toBeCloseTo(making!.rate / (65 / 405), 12);
});

test('pairs are tested against both attributes by themselves', () => {
  const { first, second, won, tests } = golden.pairs;
  const a = column('a', first, ['a0', 'a1', 'a2']);
  const b = column('b', second, ['b0', 'b1', 'b2', 'b3']);
  const found = testPairs(a, b, strangers(Uint8Array.from(won)));
  expect(found.length).toBeGreaterThan(8);
  let modelled = 0;
  for (const { values, expected, pValue } of found) {
    const wanted = tests.find(([i, j]) => `a${i}` === values[0] && `b${j}` === values[1])!;
    expect(expected).toBeCloseTo(wanted[2], 6);
    // The larger of two: with the variance of the model, and with that of the rows themselves.
    expect(pValue / wanted[3]).toBeGreaterThan(1 - 1e-6);
    if (Math.abs(pValue / wanted[3] - 1) < 1e-6) modelled++;
  }
  expect(modelled).toBeGreaterThan(3);
  // One attribute twice has no pairs beyond its values.
  expect(testPairs(a, { ...a, name: 'again' }, strangers(Uint8Array.from(won)))).toEqual([]);
});

test('the penalised regression is that of numpy, units one by one or taken together', () => {
  const { first, second, won, ridge } = golden.pairs;
  const x = Float64Array.from(
    first.flatMap((i, row) => [1, +(i === 1), +(i === 2), ...[1, 2, 3].map((j) => +(second[row] === j))]),
  );
  const rows = new Float64Array(won.length).fill(1);
  const { coefficients } = penalisedLogistic({ x, width: 6, rows, positives: Float64Array.from(won) }, 1);
  for (const [i, wanted] of ridge.entries()) expect(coefficients[i]).toBeCloseTo(wanted, 8);
});

test('points add up over values and pairs, and whoever has none of them has none', () => {
  const fit = {
    values: [{ attribute: 'a', value: 'x', points: 1 }],
    pairs: [{ attributes: ['a', 'b'] as const, values: ['x', 'y'] as const, points: 0.5 }],
  };
  const columns = [column('b', [0, 0, 1, -1], ['y', 'z']), column('a', [0, 1, 0, 0], ['x', 'w'])];
  expect([...pointsOf(fit, columns, 4)]).toEqual([1.5, 0, 1, 1]);
  expect([...pointsOf(fit, [], 2)]).toEqual([0, 0]);
  const won = Uint8Array.of(1, 0, 1, 0);
  expect(fitPoints(columns, won, liftTable(columns, strangers(won)), []).values).toEqual([]);
});

test('people of one unit count together: the score test takes its variance from the sums of units', () => {
  const parts = [1, 1, 1, 1, -1, -1];
  // Alone: 2² / 6; two to a unit: 2² / (4 + 4 + 4). chi-squared tails by R's pchisq.
  const alone = clusterTest(6, Int32Array.of(0, 1, 2, 3, 4, 5), (row) => parts[row]!);
  const paired = clusterTest(3, Int32Array.of(0, 0, 1, 1, 2, 2), (row) => parts[row]!);
  expect(alone).toBeCloseTo(0.4142161782425252, 12);
  expect(paired).toBeCloseTo(0.5637028616507731, 12);
});
