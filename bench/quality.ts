import type { Dataset } from '../src/model/estimator.ts';
import { acceptance } from './acceptance.ts';
import { bankFull } from './data/bankFull.ts';
import { floats } from './data/floats.ts';
import { leads } from './data/leads.ts';
import { lightgbmBinary } from './data/lightgbmBinary.ts';
import { split } from './data/split.ts';
import { type BenchOptions, shapeOf } from './options.ts';
import type { BenchResult } from './result.ts';
import { benchSplits, type SplitBy } from './splits.ts';

/** How good boosted trees are at equal settings, on public and on made data. `--rows` and `--features` are those of the latter. */
export async function benchQuality(options: BenchOptions): Promise<BenchResult> {
  const { trees, ...made } = shapeOf({ ...options, growth: false }, { rows: 400_000, features: 50, trees: 100 });
  const binary = lightgbmBinary();
  const sets = {
    'bank-full': in70And30(bankFull()),
    leads: in70And30(leads()),
    'lightgbm-binary': binary && ((seed: number) => ({ ...binary, train: split(binary.train, 0.9, seed).train })),
    floats: in70And30(floats({ ...made, seed: 1 })),
  };
  const result = await benchSplits({ name: 'quality', trees, sets }, options);
  return { ...result, checks: acceptance(result) };
}

function in70And30(data: Dataset | undefined): SplitBy | undefined {
  return data && ((seed) => split(data, 0.7, seed));
}
