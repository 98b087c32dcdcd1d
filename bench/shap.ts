import type { BenchOptions } from './options.ts';
import type { BenchResult } from './result.ts';
import { benchSameModel } from './sameModel.ts';

/** Exact SHAP values. */
export function benchShap(options: BenchOptions): Promise<BenchResult> {
  return benchSameModel(
    {
      name: 'shap',
      shape: { rows: 5000, features: 50, trees: 100 },
      request: 'contributions',
      ask: (model, table) => model.contributions(table).values,
      tolerance: 1e-4,
    },
    options,
  );
}
