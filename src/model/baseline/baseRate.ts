import { z } from 'zod';
import { parseParameters } from '../../storedParameters.ts';
import { additiveModel } from '../additiveModel.ts';
import { checkFit } from '../dataset.ts';
import type { Dataset, Estimator, FitRun, FittedModel } from '../estimator.ts';
import { type FeatureColumn, featureColumnsOf, featureColumnsSchema } from '../featureColumns.ts';
import { weightedRows } from '../weightedRows.ts';

const family = 'base-rate';
const parametersSchema = z.strictObject({ features: featureColumnsSchema, margin: z.number() });

/**
 * The constant model: every row has the log-odds of the training rows, by weight.
 *
 * It is what any other model must beat, and needs the same columns as any other. A single class is
 * allowed: half a row of each class is then added (Jeffreys' prior), so that the margin stays finite.
 *
 * @example
 * const table = createTable(4, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3) }]);
 * const model = await baseRate().fit({ table, label: Uint8Array.of(1, 0, 0, 0) });
 * model.margins(table)[0]! + Math.log(3) < 1e-12 // true
 */
export function baseRate(): Estimator {
  return {
    family,
    async fit(data: Dataset, run?: FitRun): Promise<FittedModel> {
      checkFit(data, 1, run?.signal);
      const { positiveWeight, totalWeight } = weightedRows(data);
      const negativeWeight = totalWeight - positiveWeight;
      const half = positiveWeight > 0 && negativeWeight > 0 ? 0 : 0.5;
      return constant(featureColumnsOf(data.table), Math.log(positiveWeight + half) - Math.log(negativeWeight + half));
    },
    load(parameters: unknown): FittedModel {
      const { features, margin } = parseParameters(`the ${family} model`, parametersSchema, parameters);
      return constant(features, margin);
    },
  };
}

function constant(features: readonly FeatureColumn[], margin: number): FittedModel {
  return additiveModel({
    family,
    features,
    base: margin,
    term: () => null,
    strengths: features.map(() => 0),
    warnings: [],
    parameters: () => ({ features, margin }),
  });
}
