import { checkedOptions, type GrowthOptions } from '../../../../src/model/boosting/options.ts';
import type { Dataset } from '../../../../src/model/estimator.ts';
import { Random } from '../../../../src/numeric/random.ts';
import { sigmoid } from '../../../../src/numeric/special.ts';
import { type Column, createTable } from '../../../../src/table/table.ts';
import { categoryColumn, numberColumn } from '../../../contract/estimatorData.ts';

/** Something small to learn, with whatever may go wrong in it. */
export interface Problem {
  readonly data: Dataset;
  readonly options: GrowthOptions;
}

/** The problem of a number: 10 to 200 rows, 1 to 6 features, labels that depend on the first two of them. */
export function problem(number: number): Problem {
  const random = new Random(number);
  if (number % 10 === 0) return evenProblem(random);
  const rows = Math.round(10 * 20 ** random.next());
  const columns: Column[] = [];
  for (let more = 1 + random.integer(6); more > 0; more--)
    columns.push(anyColumn(`x${more}`, columns.at(-1), rows, random));
  const strength = random.next() * 4;
  const rarity = pick(random, [0.5, 0.5, 3]);
  const label = Uint8Array.from({ length: rows }, (_, row) => {
    const signal = columns.slice(0, 2).reduce((sum, column) => sum + effect(column, row), 0);
    return random.next() < sigmoid(strength * (signal - rarity)) ? 1 : 0;
  });
  label[0] = 0;
  label[1] = 1;
  const table = createTable(rows, columns);
  const weight = anyWeights(rows, random);
  return { data: weight ? { table, label, weight } : { table, label }, options: anyOptions(columns, random) };
}

/** As many positives as negatives of the same weights, so that gains are often equal and gradients often end in ½. */
function evenProblem(random: Random): Problem {
  const rows = 2 * (5 + random.integer(10));
  const columns = ['a', 'b', 'c'].map((name) =>
    numberColumn(
      name,
      Array.from({ length: rows }, () => pick(random, [1, 2, Number.NaN])),
    ),
  );
  const label = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const weight = new Float64Array(rows).fill(1);
  if (random.next() < 0.5)
    for (let row = 0; row < rows; row++)
      weight[row] = row % 2 === 1 ? weight[row - 1]! : 0.5 + (2 * random.integer(2 ** 17) + 1) / 2 ** 19;
  const options = { ...anyOptions(columns, random), minRows: 1, minHessian: 1e-3, l1: 0, maxLeaves: 8 };
  return { data: { table: createTable(rows, columns), label, weight }, options };
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.integer(choices.length)]!;
}

function anyColumn(name: string, before: Column | undefined, rows: number, random: Random): Column {
  // Columns that say the same put ties to the test.
  if (before && random.next() < 0.15)
    return before.kind === 'number' ? { ...before, name, values: before.values.map((x) => -x) } : { ...before, name };
  const missing = pick(random, [0, 0, 0.1, 0.5]);
  const draw = <T, U>(make: () => T, absent: U) =>
    Array.from({ length: rows }, () => (random.next() < missing ? absent : make()));
  const numbers = (make: () => number) => numberColumn(name, draw(make, Number.NaN));
  const kind = pick(random, kinds);
  if (kind === 'smooth') return numbers(() => random.normal());
  if (kind === 'ties') return numbers(() => random.integer(5) - 1);
  if (kind === 'heavy') return numbers(() => (random.next() < 0.6 ? 0 : random.exponential() - 0.2));
  if (kind === 'constant') return numbers(() => 7);
  if (kind === 'never') return numbers(() => Number.NaN);
  if (kind === 'far') {
    const some = [0, ...farNumbers].filter(() => random.next() < 0.4);
    return numbers(() => pick(random, some.length === 0 ? farNumbers : some));
  }
  const levels = kind === 'few' ? fewLevels : Array.from({ length: 40 }, (_, i) => `level ${i}`);
  // The square makes some levels frequent and others rare.
  const level = () => levels[Math.floor(levels.length * random.next() ** 2)]!;
  return categoryColumn(name, draw(level, null), levels);
}

const kinds = [
  'smooth',
  'smooth',
  'smooth',
  'ties',
  'ties',
  'heavy',
  'constant',
  'never',
  'far',
  'few',
  'few',
  'few',
  'many',
  'many',
] as const;

const farNumbers = [-1.7e308, -1, -5e-324, -0, 0, 5e-324, 1, 1 + Number.EPSILON, 1 + 2 * Number.EPSILON, 1.7e308];

/** U+1F600 is before U+FFFD by code units, after it by code points. */
const fewLevels = ['z', '\ufffd', 'é', '\u{1f600}', '', 'a', 'B', 'constructor'];

function effect(column: Column, row: number): number {
  if (column.kind === 'category') return ((column.codes[row]! * 7) % 5) - 2;
  const value = column.values[row]!;
  return Number.isNaN(value) ? 1 : Math.sign(value - 0.3) * (1 + Math.min(Math.abs(value), 1));
}

function anyWeights(rows: number, random: Random): Float64Array | undefined {
  const kind = pick(random, ['none', 'none', 'whole', 'great', 'zeros', 'fractional', 'fractional', 'uneven']);
  if (kind === 'none') return undefined;
  const scale = 2 ** (random.integer(20) - 5) / 3;
  const most = pick(random, [0.5, 1, 7]);
  const make = (): number => {
    if (kind === 'whole') return 1 + random.integer(3);
    if (kind === 'great') return 1 + random.integer(1024);
    if (kind === 'zeros') return random.integer(3);
    if (kind === 'fractional') return pick(random, [0, most / 4, most, most, most * random.next()]);
    return scale * 10 ** (-5 * random.next());
  };
  const weight = Float64Array.from({ length: rows }, make);
  // The first two rows see to it that there are both classes.
  for (const row of [0, 1]) if (weight[row] === 0) weight[row] = 1;
  return weight;
}

function anyOptions(columns: readonly Column[], random: Random): GrowthOptions {
  const one = <T>(...choices: readonly T[]) => pick(random, choices);
  const constrained = columns.filter((column) => column.kind === 'number' && random.next() < 0.5);
  const monotone = random.next() < 0.4 ? constrained.map(({ name }) => [name, one(1, -1)] as const) : [];
  return checkedOptions({
    trees: one(2, 4, 8),
    learningRate: one(0.1, 0.3, 1),
    maxLeaves: one(2, 4, 8, 31),
    maxDepth: one(1, 2, 3, 255),
    minRows: one(0, 1, 2.5, 5, 12),
    minHessian: one(1e-6, 1e-3, 0.5),
    minGain: one(0, 1e-6, 1e-6, 0.3),
    l1: one(0, 0, 0.2, 1.5),
    l2: one(0, 0, 1, 5),
    maxBins: one(2, 3, 16, 255),
    monotone: Object.fromEntries(monotone),
    categorySmoothing: one(0, 1, 10),
    categoryL2: one(0, 1, 10),
    minLevelRows: one(0, 1, 2, 3.5, 10),
  });
}
