import { z } from 'zod';
import type { Notice } from '../notice/notice.ts';
import { canonicalJson } from '../numeric/canonicalJson.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Table } from '../table/table.ts';
import type { Contributions, Estimator, FittedModel } from './estimator.ts';

const parametersSchema = z.strictObject({ average: z.array(z.unknown()).min(2) });

/**
 * The mean of the margins of models of one family that were fitted on different rows of the same columns.
 *
 * Contributions, too, are means, so that they add up to the margin with the mean base. A single model stays as it is.
 *
 * @param models at least one, all with the same features. @throws HandraiseError as the models do.
 */
export function averagedModel(models: readonly FittedModel[]): FittedModel {
  const [first] = models as readonly [FittedModel];
  if (models.length === 1) return first;
  const share = 1 / models.length;
  const warnings = distinct(models.flatMap((model) => model.warnings ?? []));
  return {
    family: first.family,
    features: first.features,
    ...(warnings.length > 0 ? { warnings } : {}),
    margins: (table: Table) =>
      meanOf(
        models.map((model) => model.margins(table)),
        share,
      ),
    contributions(table: Table): Contributions {
      const all = models.map((model) => model.contributions(table));
      return {
        base: all.reduce((sum, { base }) => sum + base * share, 0),
        features: first.features,
        values: meanOf(
          all.map(({ values }) => values),
          share,
        ),
      };
    },
    importance() {
      const strengths = new Map<string, number>(first.features.map((feature) => [feature, 0]));
      for (const model of models)
        for (const { feature, strength } of model.importance())
          strengths.set(feature, strengths.get(feature)! + strength * share);
      return [...strengths].map(([feature, strength]) => ({ feature, strength }));
    },
    parameters: () => ({ average: models.map((model) => model.parameters()) }),
  };
}

/**
 * The models whose margins a model averages by its parameters, as parameters of their own; undefined where it is a single one.
 *
 * @throws HandraiseError `artefact` for parameters of the wrong shape.
 */
export function averagedParameters(family: string, parameters: unknown): readonly unknown[] | undefined {
  const isAverage = typeof parameters === 'object' && parameters !== null && 'average' in parameters;
  return isAverage ? parseParameters(`the ${family} model`, parametersSchema, parameters).average : undefined;
}

/** The family, which also loads averages of its models. */
export function loadingAveraged(estimator: Estimator): Estimator {
  return {
    ...estimator,
    load(parameters: unknown): FittedModel {
      const average = averagedParameters(estimator.family, parameters);
      return average ? averagedModel(average.map((one) => estimator.load(one))) : estimator.load(parameters);
    },
  };
}

function meanOf(columns: readonly Float64Array[], share: number): Float64Array {
  const sum = new Float64Array(columns[0]!.length);
  for (const values of columns) for (let i = 0; i < sum.length; i++) sum[i]! += values[i]! * share;
  return sum;
}

function distinct(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((one) => [canonicalJson(one), one])).values()];
}
