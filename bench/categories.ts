import type { Dataset } from '../src/model/estimator.ts';
import { Random } from '../src/numeric/random.ts';
import { createTable } from '../src/table/table.ts';
import { bankFull } from './data/bankFull.ts';
import { split } from './data/split.ts';
import { type BenchOptions, shapeOf } from './options.ts';
import { type BenchResult, check } from './result.ts';
import { benchSplits } from './splits.ts';

const levelCounts = [400, 4000];
/** The noise may cost so much ROC AUC. */
const limit = 0.003;

/** What a column of pure noise with many levels costs, the splits of the rows being the same. */
export async function benchCategories(options: BenchOptions): Promise<BenchResult> {
  const { trees } = shapeOf(options, { rows: 0, features: 0, trees: 100 });
  const data = bankFull();
  const noiseOf = (levels: number) => (seed: number) =>
    split(withNoise(data!, levels, new Random(seed).fork('noise')), 0.7, seed);
  const sets = {
    'bank-full': data && ((seed: number) => split(data, 0.7, seed)),
    ...Object.fromEntries(levelCounts.map((levels) => [noisy(levels), data && noiseOf(levels)])),
  };
  const result = await benchSplits({ name: 'categories', trees, sets }, options);
  const checks = levelCounts.flatMap((levels) =>
    [result.ours, ...result.peers].flatMap(({ name, quality }) => {
      const without = quality['bank-full']?.rocAuc;
      const within = quality[noisy(levels)]?.rocAuc;
      if (without === undefined || within === undefined) return [];
      return [check(`${name}: ROC AUC without − with ${levels} levels of noise`, without - within, limit)];
    }),
  );
  return { ...result, checks };
}

function noisy(levels: number): string {
  return `bank-full with ${levels} levels of noise`;
}

function withNoise({ table, label }: Dataset, levelCount: number, random: Random): Dataset {
  const levels = Array.from({ length: levelCount }, (_, level) => `level ${level}`);
  const codes = Int32Array.from({ length: table.rows }, () => random.integer(levelCount));
  const noise = { kind: 'category', name: 'noise', levels, codes } as const;
  return { table: createTable(table.rows, [...table.columns, noise]), label };
}
