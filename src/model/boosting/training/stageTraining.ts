import type { Column } from '../../../table/table.ts';
import type { EnsembleFeature } from '../ensemble.ts';
import type { KernelFit } from './kernelFit.ts';
import { copyNumbers, levelsOf, type TableRows, writeLevels } from './trainingData.ts';

/** Brings the training rows into the kernel: labels, weights, starting margins, and the bins of every column. */
export async function stageTraining(fit: KernelFit): Promise<readonly EnsembleFeature[]> {
  const { crew, data, options, plan } = fit;
  const { buffer } = crew.memory;
  const count = data.label.length;
  new Uint8Array(buffer, plan.label, count).set(data.label);
  if (data.weight) new Float64Array(buffer, plan.weight, count).set(data.weight);
  new Float64Array(buffer, plan.margin, count).fill(fit.base);
  await crew.run('countRows', plan.record);

  const features = data.columns.map((column) => featureOf(fit, column));
  const isCategory = new Uint8Array(buffer, plan.isCategory, features.length);
  const binCount = new Int32Array(buffer, plan.binCount, features.length);
  features.forEach((feature, at) => {
    if (feature.type === 'number') return;
    isCategory[at] = 1;
    binCount[at] = feature.levels.length;
    const bins = new Uint8Array(buffer, plan.columnBins + at * count, count);
    const column = data.columns[at]!;
    if (column.kind === 'category')
      writeLevels(column, feature, data, (i, bin) => {
        bins[i] = bin;
      });
  });
  await stageNumbers(fit, data, 'binColumns');

  new Int8Array(buffer, plan.monotone, features.length).set(features.map(({ name }) => options.monotone[name] ?? 0));
  new Uint8Array(buffer, plan.inUse, features.length).fill(1);
  if (options.rowSample < 1) await crew.run('hashRows', plan.record);
  return features;
}

function featureOf({ crew, data, options, plan, countScale }: KernelFit, column: Column): EnsembleFeature {
  if (column.kind === 'number') return { type: 'number', name: column.name };
  const lanes = new Int32Array(crew.memory.buffer, plan.lanes, 4 * data.label.length);
  const least = options.minLevelRows * countScale;
  const levels = levelsOf(column, data, (i) => lanes[4 * i + 2]!, least);
  return { type: 'category', name: column.name, levels };
}

/**
 * Copies runs of number columns into the kernel and has them binned, as many at a time as there is room for.
 *
 * While the crew bins a run, the calling thread copies the next.
 */
export async function stageNumbers(
  { crew, plan }: Pick<KernelFit, 'crew' | 'plan'>,
  { columns, rows, label }: TableRows,
  bin: 'binColumns' | 'binValidation',
): Promise<void> {
  let binned: Promise<void> = Promise.resolve();
  let side: 0 | 1 = 0;
  for (let first = 0; first < columns.length; ) {
    const area = plan.staged[side];
    let staged = 0;
    for (; staged < plan.stagedColumns; staged++) {
      const column = columns[first + staged];
      if (column?.kind !== 'number') break;
      copyNumbers(
        column.values,
        rows,
        new Float64Array(crew.memory.buffer, area + 8 * staged * label.length, label.length),
      );
    }
    await binned;
    if (staged > 0) {
      binned = crew.run(bin, plan.record, area, first, staged);
      side = side === 0 ? 1 : 0;
    }
    // Where a category ended the run, it is passed over.
    first += Math.max(1, staged);
  }
  await binned;
}
