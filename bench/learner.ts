import { join } from 'node:path';
import { z } from 'zod';
import { logLossFromMargins } from '../src/evaluation/metrics/logLoss.ts';
import { rocAuc } from '../src/evaluation/metrics/rocAuc.ts';
import { gradientBoosting } from '../src/model/boosting/gradientBoosting.ts';
import type { FittedModel } from '../src/model/estimator.ts';
import { readNumbers, writeDataset } from './data/files.ts';
import type { TrainTest } from './data/split.ts';
import { growing } from './growing.ts';
import { secondsOf, type TimedSide } from './measure.ts';
import { ours } from './ours.ts';
import { type Peer, timed } from './peer.ts';
import type { PeerName } from './python.ts';

/** A learner of trees on one data set at a time; a run fits it. */
export interface Learner extends TimedSide {
  /** Margins of the test rows by the last fit. */
  score(): Promise<Float64Array>;
}

/** Peers that learn trees. */
export const treePeers = { xgboost: 'xgboost_fit.py', 'scikit-learn': 'hist_gradient_boosting.py' } as const;

/** A category may have so many levels. */
const maxLevels: Readonly<Partial<Record<PeerName, number>>> = { 'scikit-learn': 255 };

interface Lesson {
  readonly data: TrainTest;
  readonly trees: number;
  readonly threads: number;
  readonly folder: string;
}

/** Ours and the peers, ready to fit on the same rows. */
export async function learners(peers: readonly Peer[], { data, trees, threads, folder }: Lesson): Promise<Learner[]> {
  const files = { train: writeDataset(folder, 'train', data.train), test: writeDataset(folder, 'test', data.test) };
  const able = peers.filter(({ name }) => levelsOf(data) <= (maxLevels[name] ?? Infinity));
  for (const peer of able) await peer.ask({ do: 'load', ...files, options: growing(trees), threads }, z.object({}));
  return [ourLearner(data, trees, threads), ...able.map((peer) => peerLearner(peer, folder))];
}

/** By our own definitions, for every side. A type, not an interface, as only that goes as a record. */
export type LearnerQuality = { readonly rocAuc: number; readonly logLoss: number };

/** ROC AUC and log loss on the test rows. */
export async function qualityOf(learner: Learner, { test }: TrainTest): Promise<LearnerQuality> {
  const margins = await learner.score();
  return { rocAuc: rocAuc(margins, test.label), logLoss: logLossFromMargins(margins, test.label) };
}

function ourLearner({ train, test }: TrainTest, trees: number, threads: number): Learner {
  const estimator = gradientBoosting(growing(trees));
  let model: FittedModel | undefined;
  return {
    ...ours,
    run: () =>
      secondsOf(async () => {
        model = await estimator.fit(train, { threads });
      }),
    score: async () => model!.margins(test.table),
  };
}

function peerLearner(peer: Peer, folder: string): Learner {
  return {
    name: peer.name,
    version: peer.version,
    run: async () => (await peer.ask({ do: 'fit' }, timed)).seconds,
    async score() {
      const path = join(folder, 'margins');
      await peer.ask({ do: 'score', path }, z.object({}));
      return readNumbers(path);
    },
  };
}

function levelsOf({ train }: TrainTest): number {
  return Math.max(0, ...train.table.columns.map((column) => (column.kind === 'category' ? column.levels.length : 0)));
}
