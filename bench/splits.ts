import type { TrainTest } from './data/split.ts';
import { type LearnerQuality, learners, qualityOf, treePeers } from './learner.ts';
import { sidesOf } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import type { BenchResult } from './result.ts';
import { withPeers } from './withPeers.ts';

/** A data set's split by a seed. */
export type SplitBy = (seed: number) => TrainTest;

interface Splits {
  readonly name: string;
  readonly trees: number;
  /** Undefined where the data are absent. */
  readonly sets: Readonly<Record<string, SplitBy | undefined>>;
}

/** Mean ROC AUC and log loss of every learner over as many random splits as runs are asked for. Nothing is timed. */
export async function benchSplits({ name, trees, sets }: Splits, options: BenchOptions): Promise<BenchResult> {
  const { threads, runs, say } = options;
  return withPeers(treePeers, threads, async ({ peers, missing, folder }) => {
    const sides = [ours, ...peers];
    const quality: Record<string, LearnerQuality>[] = sides.map(() => ({}));
    const rows: Record<string, number> = {};
    const remarks = [...missing];
    for (const [set, splitBy] of Object.entries(sets)) {
      if (!splitBy) {
        remarks.push(`${set} is left out: its data are not in ../shared/data`);
        continue;
      }
      const found = new Map<string, LearnerQuality[]>(sides.map((side) => [side.name, []]));
      for (let seed = 1; seed <= runs; seed++) {
        const data = splitBy(seed);
        rows[`training rows of ${set}`] = data.train.table.rows;
        for (const learner of await learners(peers, { data, trees, threads, folder })) {
          await learner.run();
          found.get(learner.name)!.push(await qualityOf(learner, data));
        }
        say(`  ${set}: split ${seed} of ${runs}`);
      }
      sides.forEach((side, at) => {
        const qualities = found.get(side.name)!;
        if (qualities.length > 0) quality[at]![set] = meanQuality(qualities);
        else remarks.push(`${side.name} is left out of ${set}: a category has too many levels for it`);
      });
    }
    const shape = { splits: runs, trees, ...rows };
    return { name, shape, threads, ...sidesOf(sides, [], quality), missing: remarks, checks: [], growth: [] };
  });
}

function meanQuality(qualities: readonly LearnerQuality[]): LearnerQuality {
  const mean = (metric: keyof LearnerQuality) =>
    qualities.reduce((sum, quality) => sum + quality[metric], 0) / qualities.length;
  return { rocAuc: mean('rocAuc'), logLoss: mean('logLoss') };
}
