import type { EnsembleFeature } from '../ensemble.ts';
import type { KernelFit } from './kernelFit.ts';
import { stageNumbers } from './stageTraining.ts';
import { type TableRows, writeLevels } from './trainingData.ts';

/** Brings the validation rows into the kernel, binned as the training rows are. */
export async function stageValidation(
  fit: KernelFit & { readonly validation: TableRows },
  features: readonly EnsembleFeature[],
): Promise<void> {
  const { crew, plan, validation } = fit;
  const { buffer } = crew.memory;
  const count = validation.label.length;
  new Uint8Array(buffer, plan.validationLabel, count).set(validation.label);
  if (validation.weight) new Float64Array(buffer, plan.validationWeight, count).set(validation.weight);
  new Float64Array(buffer, plan.validationMargin, count).fill(fit.base);
  const bins = new Uint8Array(buffer, plan.validationBins, count * features.length);
  validation.columns.forEach((column, at) => {
    if (column.kind === 'category')
      writeLevels(column, features[at]!, validation, (i, bin) => {
        bins[i * features.length + at] = bin;
      });
  });
  await stageNumbers(fit, validation, 'binValidation');
}
