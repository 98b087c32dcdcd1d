import { z } from 'zod';
import { HandraiseError } from '../errors.ts';
import type { Notice } from '../notice/notice.ts';
import { canonicalJson } from '../numeric/canonicalJson.ts';
import type { LogisticLine } from '../numeric/logisticLine.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Table } from '../table/table.ts';
import type { Contributions, Estimator, FittedModel } from './estimator.ts';

const parametersSchema = z.strictObject({
  average: z.array(z.unknown()).min(2),
  line: z.strictObject({ intercept: z.number(), slope: z.number().positive() }).optional(),
});

/**
 * The mean of the margins of models of one family that were fitted on different rows of the same columns, moved by a line where there is one.
 *
 * Contributions, too, are means, so that they add up to the margin with the mean base. A single model stays as it is.
 *
 * @param models at least one, all with the same features. @throws HandraiseError as the models do.
 */
export function averagedModel(models: readonly FittedModel[], line?: LogisticLine): FittedModel {
  const [first] = models as readonly [FittedModel];
  if (models.length === 1) return first;
  const { intercept = 0, slope = 1 } = line ?? {};
  const share = slope / models.length;
  const warnings = distinct(models.flatMap((model) => model.warnings ?? []));
  return {
    family: first.family,
    features: first.features,
    ...(warnings.length > 0 ? { warnings } : {}),
    margins: (table: Table) =>
      weighted(
        models.map((model) => model.margins(table)),
        share,
        intercept,
      ),
    varying(table: Table) {
      const each = models.map((model) => model.varying(table));
      return (replacement) =>
        weighted(
          each.map((margins) => margins(replacement)),
          share,
          intercept,
        );
    },
    contributions(table: Table): Contributions {
      const all = models.map((model) => model.contributions(table));
      return {
        base: all.reduce((sum, { base }) => sum + base * share, intercept),
        features: first.features,
        values: weighted(
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
    parameters: () => ({ average: models.map((model) => model.parameters()), ...(line ? { line } : {}) }),
  };
}

/** The family, which also loads averages of its models. */
export function loadingAveraged(estimator: Estimator): Estimator {
  return {
    ...estimator,
    load(parameters: unknown): FittedModel {
      const isAverage = typeof parameters === 'object' && parameters !== null && 'average' in parameters;
      if (!isAverage) return estimator.load(parameters);
      const { average, line } = parseParameters(`the ${estimator.family} model`, parametersSchema, parameters);
      const models = average.map((one) => estimator.load(one));
      checkSameFeatures(models);
      return averagedModel(models, line);
    },
  };
}

/** @throws HandraiseError `artefact` unless all have the same features in the same order. */
export function checkSameFeatures(models: readonly FittedModel[]): void {
  const [first] = models.map(({ features }) => JSON.stringify(features));
  if (models.some(({ features }) => JSON.stringify(features) !== first))
    throw new HandraiseError('artefact', 'the models that are put together in the artefact have different features', {
      hint: 'restore the file from a backup, or train again',
    });
}

function weighted(columns: readonly Float64Array[], share: number, start = 0): Float64Array {
  const sum = new Float64Array(columns[0]!.length).fill(start);
  for (const values of columns) for (let i = 0; i < sum.length; i++) sum[i]! += values[i]! * share;
  return sum;
}

function distinct(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((one) => [canonicalJson(one), one])).values()];
}
