import { join } from 'node:path';
import { z } from 'zod';
import type { FittedModel } from '../src/model/estimator.ts';
import type { Table } from '../src/table/table.ts';
import { readNumbers, writeDataset } from './data/files.ts';
import { floats } from './data/floats.ts';
import { exportModel, fittedTrees, largestDifference } from './exportedModel.ts';
import { benchGrowth } from './growth.ts';
import { alternate, secondsOf, sidesOf } from './measure.ts';
import { type BenchOptions, type Shape, shapeOf } from './options.ts';
import { ours } from './ours.ts';
import { timed } from './peer.ts';
import { type BenchResult, check } from './result.ts';
import { withPeers } from './withPeers.ts';

/** Something that a fitted model says of rows. */
interface Question {
  readonly name: string;
  readonly shape: Shape;
  /** What the peer's script calls it. */
  readonly request: 'margins' | 'contributions';
  ask(model: FittedModel, table: Table): Float64Array;
  /** The two sides' numbers may differ by so much. */
  readonly tolerance: number;
}

/** The same trees asked the same question by us and by XGBoost, which reads our model. */
export async function benchSameModel(question: Question, options: BenchOptions): Promise<BenchResult> {
  const { name, request, ask, tolerance } = question;
  const { threads } = options;
  const shape = shapeOf(options, question.shape);
  if (options.growth)
    return benchGrowth(name, shape, options, async (size) => {
      const model = await fittedTrees(size, threads);
      const { table } = floats({ ...size, seed: 2 });
      return () => secondsOf(() => ask(model, table));
    });
  return withPeers({ xgboost: 'xgboost_model.py' }, threads, async ({ peers, missing, folder }) => {
    const model = await fittedTrees(shape, threads);
    const data = floats({ ...shape, seed: 2 });
    const path = exportModel(folder, model);
    const { matrix } = writeDataset(folder, 'rows', data);
    let answer = new Float64Array();
    const run = () =>
      secondsOf(() => {
        answer = ask(model, data.table) as Float64Array<ArrayBuffer>;
      });
    for (const peer of peers) await peer.ask({ do: 'load', model: path, matrix, threads }, z.object({}));
    const sides = [
      { ...ours, run },
      ...peers.map((peer) => ({
        name: peer.name,
        version: peer.version,
        run: async () => (await peer.ask({ do: request }, timed)).seconds,
      })),
    ];
    const seconds = await alternate(sides, options);
    const checks = [];
    for (const peer of peers) {
      const theirs = join(folder, 'answer');
      await peer.ask({ do: 'write', path: theirs }, z.object({}));
      checks.push(
        check(`largest difference to ${peer.name}`, largestDifference(answer, readNumbers(theirs)), tolerance),
      );
    }
    return { name, shape, threads, ...sidesOf(sides, seconds, []), missing, checks, growth: [] };
  });
}
