import { join } from 'node:path';
import { z } from 'zod';
import { logistic } from '../src/model/logistic/logistic.ts';
import { writeBytes, writeMatrix } from './data/files.ts';
import { normals } from './data/normals.ts';
import { standardised } from './data/standardised.ts';
import { benchGrowth } from './growth.ts';
import { alternate, secondsOf, sidesOf } from './measure.ts';
import { type BenchOptions, shapeOf } from './options.ts';
import { ours } from './ours.ts';
import { timed } from './peer.ts';
import { coefficientsSchema, penalisedLoss } from './penalisedLoss.ts';
import { type BenchResult, check } from './result.ts';
import { withPeers } from './withPeers.ts';

const l2 = 1;
/** Losses that exceed the least by no more than this share of it count as the same optimum. */
const sameOptimum = 1e-7;
/** What each side may stop at, the loosest first: each has a measure of its own. */
const peerTolerances = [1000, 100, 10, 1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];
const ourTolerances = [0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];

/** A side, and the loss it reaches at a tolerance. */
interface Candidate {
  readonly name: string;
  readonly tolerances: readonly number[];
  lossAt(tolerance: number): Promise<number>;
}

/**
 * Logistic regression to the same optimum. The peer is given columns already standardised, which ours does itself; each side has
 * the loosest tolerance that takes it there.
 */
export async function benchLogistic(options: BenchOptions): Promise<BenchResult> {
  const { rows, features } = shapeOf(options, { rows: 400_000, features: 50, trees: 0 });
  const { threads, say } = options;
  if (options.growth)
    return benchGrowth('logistic', { rows, features }, options, async (size) => {
      const data = normals({ ...size, seed: 1 });
      return () => secondsOf(() => logistic({ l2 }).fit(data, { threads }));
    });
  return withPeers({ 'scikit-learn': 'logistic_regression.py' }, threads, async ({ peers, missing, folder }) => {
    const data = normals({ rows, features, seed: 1 });
    const columns = standardised(data.table);
    const lossOf = (optimum: unknown) => penalisedLoss({ columns, label: data.label, l2 }, optimum);
    const matrix = writeMatrix(join(folder, 'matrix'), columns);
    const label = writeBytes(join(folder, 'label'), data.label);

    const ourLoss = async (tolerance: number) =>
      lossOf((await logistic({ l2, tolerance }).fit(data, { threads })).parameters());
    const candidates: Candidate[] = [{ name: ours.name, tolerances: ourTolerances, lossAt: ourLoss }];
    for (const peer of peers) {
      await peer.ask({ do: 'load', matrix, label, c: 1 / l2 }, z.object({}));
      const lossAt = async (tolerance: number) =>
        lossOf(await peer.ask({ do: 'fit_to', tolerance }, coefficientsSchema));
      candidates.push({ name: peer.name, tolerances: peerTolerances, lossAt });
    }
    const tightest = await inTurn(candidates, ({ tolerances, lossAt }) => lossAt(tolerances.at(-1)!));
    const chosen = await inTurn(candidates, ({ tolerances, lossAt }) =>
      loosest(tolerances, lossAt, Math.min(...tightest)),
    );
    candidates.forEach(({ name }, at) => {
      say(`  ${name} stops at a tolerance of ${chosen[at]!.tolerance}`);
    });
    const losses = chosen.map(({ loss }) => loss);
    const estimator = logistic({ l2, tolerance: chosen[0]!.tolerance });
    const run = () => secondsOf(() => estimator.fit(data, { threads }));
    const seconds = await alternate(
      [
        { ...ours, run },
        ...peers.map((peer) => ({
          name: peer.name,
          version: peer.version,
          run: async () => (await peer.ask({ do: 'fit' }, timed)).seconds,
        })),
      ],
      options,
    );
    const least = Math.min(...losses);
    const excess = losses.map((loss) => loss / least - 1);
    const sides = [ours, ...peers];
    return {
      name: 'logistic',
      shape: { rows, features },
      threads,
      ...sidesOf(
        sides,
        seconds,
        excess.map((share) => ({ training: { 'loss by the least − 1': share } })),
      ),
      missing,
      checks: sides.map(({ name }, at) => check(`${name}: loss by the least − 1`, excess[at]!, sameOptimum)),
      growth: [],
    };
  });
}

/** The loosest tolerance that reaches the optimum, tried last, so that a peer is left with it; else the tightest. */
async function loosest(
  tolerances: readonly number[],
  lossAt: (tolerance: number) => Promise<number>,
  least: number,
): Promise<{ readonly tolerance: number; readonly loss: number }> {
  let tried = { tolerance: Number.NaN, loss: Number.NaN };
  for (const tolerance of tolerances) {
    tried = { tolerance, loss: await lossAt(tolerance) };
    if (tried.loss / least - 1 <= sameOptimum) break;
  }
  return tried;
}

async function inTurn<From, To>(items: readonly From[], of: (item: From) => Promise<To>): Promise<To[]> {
  const results: To[] = [];
  for (const item of items) results.push(await of(item));
  return results;
}
