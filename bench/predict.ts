import type { BenchOptions } from './options.ts';
import type { BenchResult } from './result.ts';
import { benchSameModel } from './sameModel.ts';

/** Margins of many rows. */
export function benchPredict(options: BenchOptions): Promise<BenchResult> {
  return benchSameModel(
    {
      name: 'predict',
      shape: { rows: 500_000, features: 50, trees: 100 },
      request: 'margins',
      ask: (model, table) => model.margins(table),
      tolerance: 1e-5,
    },
    options,
  );
}
