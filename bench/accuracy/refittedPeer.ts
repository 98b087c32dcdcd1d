import { join } from 'node:path';
import { z } from 'zod';
import type { Dataset } from '../../src/model/estimator.ts';
import { take } from '../../src/numeric/take.ts';
import { takeRows } from '../../src/table/table.ts';
import { readNumbers, writeDataset } from '../data/files.ts';
import { type Peer, timed } from '../peer.ts';
import type { PeerName } from '../python.ts';
import type { Predictions } from './ourPredictions.ts';
import type { RecordSplit } from './splitRecords.ts';

/** A learner of a peer, and what peers/refitted.py calls it. */
export interface PeerLearner {
  readonly name: string;
  readonly of: PeerName;
  readonly learner: string;
}

export const peerLearners: readonly PeerLearner[] = [
  { name: 'XGBoost', of: 'xgboost', learner: 'xgboost' },
  { name: 'LightGBM', of: 'lightgbm', learner: 'lightgbm' },
  { name: 'HistGradientBoosting', of: 'scikit-learn', learner: 'hist_gradient_boosting' },
  { name: 'logistic regression', of: 'scikit-learn', learner: 'logistic_regression' },
];

/** What a peer says of the test rows, as peers/refitted.py learns it; the seconds are those of its fits. */
export async function peerPredictions(
  peer: Peer,
  learner: string,
  data: Dataset,
  { train, test }: RecordSplit,
  { folder, seed, threads }: { readonly folder: string; readonly seed: number; readonly threads: number },
): Promise<Predictions> {
  const part = (name: string, rows: Int32Array) =>
    writeDataset(folder, name, { table: takeRows(data.table, rows), label: take(data.label, rows) });
  const files = { train: part('learnt', train), test: part('scored', test) };
  await peer.ask({ do: 'load', ...files, learner, seed, threads }, z.object({}));
  const { seconds } = await peer.ask({ do: 'fit' }, timed);
  const path = join(folder, 'probabilities');
  await peer.ask({ do: 'score', path }, z.object({}));
  return { probabilities: readNumbers(path), seconds };
}
