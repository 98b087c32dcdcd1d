import type { GrowthOptions } from '../options.ts';
import { exponentAtLeast, quantisationOf } from './quantisation.ts';
import type { TableRows } from './trainingData.ts';
import { planTraining } from './trainingMemory.ts';

/** Fineness of the sum of losses: their weighted mean is a multiple of 2^−50. */
const lossSteps = 2 ** 50;

/** A lane holds so much. */
const laneLimit = 2 ** 31 - 1;
const mostBatchRows = 128;

/** Where the arrays of a fit are, and what its record says at the start. */
export function trainingLayout(
  data: TableRows,
  validation: TableRows | undefined,
  options: GrowthOptions,
  threads: number,
) {
  const { columns, totalWeight } = data;
  const count = data.label.length;
  const validationRows = validation?.label.length ?? 0;
  const scales = quantisationOf(data.weight, data.positiveWeight / totalWeight);
  const maxBins = Math.max(2, Math.min(options.maxBins, count));
  const roomFor = scales.wholeWeights ? Math.floor(totalWeight / options.minRows) : count;
  const leaves = Math.max(2, Math.min(options.maxLeaves, count, roomFor));
  const plan = planTraining(
    {
      rows: count,
      features: columns.length,
      maxBins,
      mostBins: columns.map((column) => (column.kind === 'number' ? maxBins : Math.min(254, column.levels.length)) + 1),
      leaves,
      threads,
      weighted: data.weight !== undefined,
      validationRows,
      validationWeighted: validation?.weight !== undefined,
    },
    options,
  );
  // 2^61 holds the sum of all exact terms.
  const exactSteps = Math.min(50, 61 - Math.max(0, exponentAtLeast(totalWeight * scales.weightScale)));
  const values = {
    ...options,
    ...scales,
    ...plan,
    gradientUnit: 1 / (scales.gradientScale * scales.weightScale),
    hessianUnit: 1 / (scales.hessianScale * scales.weightScale),
    countUnit: 1 / scales.countScale,
    exactScale: 2 ** exactSteps,
    exactUnit: 1 / (2 ** exactSteps * scales.weightScale),
    rowSample: options.rowSample * 2 ** 32,
    lossScale: lossSteps / (validation?.totalWeight ?? 1),
    rows: count,
    features: columns.length,
    maxBins,
    maxLeaves: leaves,
    batchRows: Math.max(1, Math.min(mostBatchRows, Math.floor(laneLimit / scales.greatest))),
    wholeWeights: scales.wholeWeights ? 1 : 0,
    bounded: Object.keys(options.monotone).length > 0 ? 1 : 0,
    places: 0,
    dense: 0,
    turns: 0,
    lists: 0,
    leafCount: 0,
    nextLeaf: -1,
    leftCount: 0,
    smaller: -1,
    validationRows,
  };
  return { plan, values };
}
