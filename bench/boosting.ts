import { gradientBoosting } from '../src/model/boosting/gradientBoosting.ts';
import { acceptance } from './acceptance.ts';
import { floats } from './data/floats.ts';
import { growing } from './growing.ts';
import { benchGrowth } from './growth.ts';
import { learners, qualityOf, treePeers } from './learner.ts';
import { alternate, secondsOf, sidesOf } from './measure.ts';
import { type BenchOptions, shapeOf } from './options.ts';
import type { BenchResult } from './result.ts';
import { withPeers } from './withPeers.ts';

/** Fitting boosted trees, binning included, and how good they are on a quarter as many rows more. */
export async function benchBoosting(options: BenchOptions): Promise<BenchResult> {
  const shape = shapeOf(options, { rows: 400_000, features: 50, trees: 100 });
  const { trees } = shape;
  const { threads } = options;
  if (options.growth)
    return benchGrowth('boosting', shape, options, async ({ rows, features }) => {
      const data = floats({ rows, features, seed: 1 });
      const estimator = gradientBoosting(growing(trees));
      return () => secondsOf(() => estimator.fit(data, { threads }));
    });
  return withPeers(treePeers, threads, async ({ peers, missing, folder }) => {
    const data = {
      train: floats({ ...shape, seed: 1 }),
      test: floats({ rows: Math.ceil(shape.rows / 4), features: shape.features, seed: 2 }),
    };
    const all = await learners(peers, { data, trees, threads, folder });
    const seconds = await alternate(all, options);
    const quality = [];
    for (const learner of all) quality.push({ test: await qualityOf(learner, data) });
    const sides = sidesOf(all, seconds, quality);
    return { name: 'boosting', shape, threads, ...sides, missing, checks: acceptance(sides), growth: [] };
  });
}
