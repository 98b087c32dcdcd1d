import { falseDiscovery } from '../../numeric/falseDiscovery.ts';
import { chiSquaredTail } from '../../numeric/special.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { clusterTest } from './clusterTest.ts';
import { otherValues } from './levels.ts';
import { falseDiscoveryRate } from './liftTable.ts';
import { type Cases, penalisedLogistic } from './penalisedLogistic.ts';
import type { People } from './peopleRows.ts';

/** People a pair of values needs, and people that its two values by themselves lead to expect to be won, and not to be. */
const leastPeople = 20;
const leastExpected = 5;

/** Two values that together do more, or less, than the two by themselves. */
export interface PairLift {
  readonly attributes: readonly [string, string];
  readonly values: readonly [string, string];
  readonly people: number;
  readonly won: number;
  /** People that would be won if the effects of the two values on the log-odds added up. */
  readonly expected: number;
  readonly pValue: number;
  readonly qValue: number;
}

/**
 * The pairs of values that survive the control of false discoveries among all pairs of values of all pairs of attributes that have people enough.
 *
 * Against the logistic regression on both attributes without pairs, by Rao's score test for the pair: the larger of the p-values with the variance that people
 * have who are independent of one another, and with that of clusters. Rao (1948), Proc. Camb. Phil. Soc. 44, 50–57.
 *
 * @param columns of one row per person; values of few people are better taken together before
 * @returns the most certain first
 */
export function pairsThatAdd(columns: readonly CategoryColumn[], people: People): readonly PairLift[] {
  const tested: Omit<PairLift, 'qValue'>[] = [];
  for (const [i, first] of columns.entries())
    for (const second of columns.slice(i + 1)) tested.push(...testPairs(first, second, people));
  const adjusted = falseDiscovery(tested.map(({ pValue }) => pValue));
  return tested
    .map((pair, i) => ({ ...pair, qValue: adjusted[i]! }))
    .filter(({ qValue }) => qValue <= falseDiscoveryRate)
    .sort((a, b) => a.pValue - b.pValue);
}

/** Every pair of values of two attributes that has people enough. */
export function testPairs(
  first: CategoryColumn,
  second: CategoryColumn,
  people: People,
): readonly Omit<PairLift, 'qValue'>[] {
  const { cells, cases, cellOf } = crossed(first, second, people.won);
  if (cells.length === 0) return [];
  const { expected, solve } = penalisedLogistic(cases, 0);
  return cells.flatMap(({ a, b }, at) => {
    const count = cases.rows[at]!;
    const observed = cases.positives[at]!;
    const mean = count * expected[at]!;
    const isTold = first.levels[a] !== otherValues && second.levels[b] !== otherValues;
    if (!isTold || count < leastPeople || mean < leastExpected || count - mean < leastExpected) return [];
    const weight = mean * (1 - expected[at]!);
    const x = cases.x.subarray(at * cases.width, (at + 1) * cases.width);
    const solved = solve(x.slice());
    // What is left of the pair once both attributes are accounted for, cell by cell.
    const left = Float64Array.from(cells, (_, other) => {
      let along = 0;
      for (let i = 0; i < cases.width; i++) along += solved[i]! * cases.x[other * cases.width + i]!;
      return (other === at ? 1 : 0) - weight * along;
    });
    const variance = weight * left[at]!;
    // Everybody of a value in one cell: the pair is the value itself.
    if (!(variance > 1e-9 * weight)) return [];
    const robust = clusterTest(people.clusters, people.cluster, (row) => {
      const cell = cellOf[row]!;
      return cell < 0 ? 0 : left[cell]! * (people.won[row]! - expected[cell]!);
    });
    return [
      {
        attributes: [first.name, second.name] as const,
        values: [first.levels[a]!, second.levels[b]!] as const,
        people: count,
        won: observed,
        expected: mean,
        pValue: Math.max(chiSquaredTail((observed - mean) ** 2 / variance, 1), robust),
      },
    ];
  });
}

/** The cells that have people, as cases of an intercept and an effect of every value but the first that occurs of each attribute. */
function crossed(first: CategoryColumn, second: CategoryColumn, won: Uint8Array) {
  const across = second.levels.length;
  const rows = new Float64Array(first.levels.length * across);
  const positives = new Float64Array(rows.length);
  for (let row = 0; row < won.length; row++) {
    const [a, b] = [first.codes[row]!, second.codes[row]!];
    if (a < 0 || b < 0) continue;
    rows[a * across + b]!++;
    positives[a * across + b]! += won[row]!;
  }
  const found = Array.from(rows.keys()).filter((cell) => rows[cell]! > 0);
  const cells = found.map((cell) => ({ a: Math.floor(cell / across), b: cell % across }));
  const firsts = [...new Set(cells.map(({ a }) => a))].sort((a, b) => a - b);
  const seconds = [...new Set(cells.map(({ b }) => b))].sort((a, b) => a - b);
  const width = Math.max(1, firsts.length + seconds.length - 1);
  const x = new Float64Array(cells.length * width);
  for (const [at, { a, b }] of cells.entries()) {
    x[at * width] = 1;
    const ofFirst = firsts.indexOf(a);
    const ofSecond = seconds.indexOf(b);
    if (ofFirst > 0) x[at * width + ofFirst] = 1;
    if (ofSecond > 0) x[at * width + firsts.length - 1 + ofSecond] = 1;
  }
  const cases: Cases = {
    x,
    width,
    rows: Float64Array.from(found, (cell) => rows[cell]!),
    positives: Float64Array.from(found, (cell) => positives[cell]!),
  };
  const numberOf = new Map(found.map((cell, at) => [cell, at]));
  const cellOf = Int32Array.from(won, (_, row) => {
    const [a, b] = [first.codes[row]!, second.codes[row]!];
    return a < 0 || b < 0 ? -1 : numberOf.get(a * across + b)!;
  });
  return { cells, cases, cellOf };
}
