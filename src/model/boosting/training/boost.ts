import { KernelRecord } from '../../../kernel/kernelRecord.ts';
import { withCrew } from '../../../kernel/withCrew.ts';
import { Random } from '../../../numeric/random.ts';
import type { FitRun } from '../../estimator.ts';
import type { EnsembleFeature, Tree, TreeEnsemble } from '../ensemble.ts';
import type { GrowthOptions } from '../options.ts';
import { arrangeColumns, orderColumns } from './arrangeColumns.ts';
import { readTree } from './grownTree.ts';
import type { KernelFit } from './kernelFit.ts';
import { stageTraining } from './stageTraining.ts';
import { stageValidation } from './stageValidation.ts';
import type { TableRows } from './trainingData.ts';
import { trainingLayout } from './trainingLayout.ts';
import { trainingShape } from './trainingRecord.ts';

/** All trees as grown, those beyond the best for the validation rows among them. */
export interface Boosted {
  readonly ensemble: TreeEnsemble;
  /** Weighted log loss on the validation rows after each tree; empty without such rows. */
  readonly validationLoss: number[];
}

/**
 * Grows trees one after the other, each on the gradients that those before it leave.
 *
 * @throws HandraiseError `resource` before anything is allocated, `interrupted` when the signal is aborted, as `withCrew`.
 */
export async function boost(
  data: TableRows,
  validation: TableRows | undefined,
  options: GrowthOptions,
  threads: number,
  run: FitRun,
): Promise<Boosted> {
  const { plan, values } = trainingLayout(data, validation, options, threads);
  return withCrew({ threads, bytes: plan.bytes, signal: run.signal }, async (crew) => {
    const record = new KernelRecord(crew.memory, plan.record, trainingShape);
    record.set(values);
    const base = Math.log(data.positiveWeight) - Math.log(data.totalWeight - data.positiveWeight);
    const fit = { crew, data, validation, options, plan, record, base, countScale: values.countScale };
    const features = await stageTraining(fit);
    if (validation) await stageValidation({ ...fit, validation }, features);
    return grow(fit, features, run);
  });
}

async function grow(
  fit: KernelFit & { readonly validation: TableRows | undefined },
  features: readonly EnsembleFeature[],
  { onProgress }: FitRun,
): Promise<Boosted> {
  const { crew, validation, options, plan, record } = fit;
  const isSampled = options.rowSample < 1 || options.columnSample < 1;
  const trees: Tree[] = [];
  const validationLoss: number[] = [];
  const columns = new Random(options.seed).fork('columns');
  const order = await orderColumns(fit);
  let best = 0;
  // Columns were staged where trees grow, and narrow histograms begin with zeros.
  new Uint8Array(crew.memory.buffer, plan.narrow, crew.threads * plan.narrowBytes).fill(0);
  if (options.columnSample > worthTurning) await crew.run('turnBins', plan.record);
  await crew.run('computeGradients', plan.record, 0);
  const drawsFew = options.columnSample <= worthTurning;
  for (let at = 0; at < options.trees; at++) {
    if (options.columnSample < 1) {
      const inUse = drawColumns(fit, columns);
      if (drawsFew) arrangeColumns(fit, { ...order, byRow: order.byRow.filter((feature) => inUse[feature] === 1) });
    }
    record.set({ turns: drawsFew ? 1 : 0 });
    await crew.run('growTree', plan.record, at + 1);
    const tree = readTree(crew.memory.buffer, plan, features, record.get('maxBins'), record.get('leafCount'));
    if (tree.feature.length > 0) {
      trees.push(tree);
      if (validation) {
        await crew.run('validateTree', plan.record);
        validationLoss.push(readLoss(fit, validation));
        if (validationLoss.at(-1)! < validationLoss[best]!) best = validationLoss.length - 1;
        if (validationLoss.length - 1 - best >= options.patience) break;
      }
    } else if (!isSampled) break;
    else await crew.run('computeGradients', plan.record, at + 1);
    onProgress?.(at + 1, options.trees);
  }
  onProgress?.(options.trees, options.trees);
  return { ensemble: { features: [...features], base: fit.base, trees }, validationLoss };
}

/** Up to this share of the columns, a tree that turns its own columns anew to stand by row saves more than that takes. */
const worthTurning = 0.75;

/** Marks the columns that the next tree may use. @returns 1 for each of them. */
function drawColumns({ crew, data, options, plan }: KernelFit, random: Random): Uint8Array {
  const { length } = data.columns;
  const inUse = new Uint8Array(crew.memory.buffer, plan.inUse, length).fill(0);
  const order = Int32Array.from({ length }, (_, feature) => feature);
  const count = Math.max(1, Math.round(options.columnSample * length));
  for (let i = 0; i < Math.min(count, order.length); i++) {
    const other = i + random.integer(order.length - i);
    [order[i], order[other]] = [order[other]!, order[i]!];
    inUse[order[i]!] = 1;
  }
  return inUse;
}

function readLoss({ crew, plan, record }: KernelFit, { totalWeight }: TableRows): number {
  const sums = new BigInt64Array(crew.memory.buffer, plan.validationLoss, crew.threads);
  return Number(sums.reduce((sum, value) => sum + value, 0n)) / record.get('lossScale') / totalWeight;
}
