import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';
import { parseParameters } from '../../storedParameters.ts';
import type { Table } from '../../table/table.ts';
import { checkDataset } from '../dataset.ts';
import type { Estimator, FittedModel } from '../estimator.ts';
import { type WeightedRows, weightedRows } from '../weightedRows.ts';
import { featuresWithHistory } from './levelHistory.ts';
import {
  applyTargetStatistics,
  type DatedDataset,
  fitTargetStatistics,
  type TargetStatistics,
  targetStatisticsSchema,
} from './targetStatistics.ts';

const parametersSchema = z.strictObject({
  targetStatistics: targetStatisticsSchema,
  /** What the family fitted with numbers in the place of those categories. */
  parameters: z.unknown(),
});

/** Rows to learn from with target statistics in the place of some categories. */
export interface EncodedRows<Data> {
  readonly data: Data;
  /** Makes other tables alike. */
  encode(table: Table): Table;
  /** What was learned from the encoded rows, as a model of tables as they were given. */
  model(learned: FittedModel): FittedModel;
}

/**
 * Puts target statistics in the place of some categories.
 *
 * The model takes the tables that the data was given as, categories and all: a contribution is said of the feature itself. What
 * it knows of the levels is part of its parameters, which `loadingEncoded` reads.
 *
 * @param choose names of the categories to encode, but for those without `featuresWithHistory`; where there are none, all stays as it is.
 * @param horizon how long after its as-of date the label of a row is known.
 * @throws HandraiseError `data` as `checkDataset` and `fitTargetStatistics`.
 */
export function encodedRows<Data extends DatedDataset>(
  data: Data,
  choose: (table: Table, rows: WeightedRows) => readonly string[],
  horizon: number,
): EncodedRows<Data> {
  if (!data.table.columns.some(({ kind }) => kind === 'category')) return asTheyAre(data);
  checkDataset(data, 1);
  const names = featuresWithHistory(data, choose(data.table, weightedRows(data)), horizon);
  if (names.length === 0) return asTheyAre(data);
  const { table, statistics } = fitTargetStatistics(data, names, horizon);
  return {
    data: { ...data, table },
    encode: (other) => applyTargetStatistics(statistics, other),
    model: (learned) => encodedModel(statistics, learned),
  };
}

/** Rows in which nothing is encoded. */
export function asTheyAre<Data>(data: Data): EncodedRows<Data> {
  return { data, encode: (table) => table, model: (learned) => learned };
}

/**
 * The two parts of an encoded model's parameters; undefined for those of a model that is not encoded.
 *
 * @throws HandraiseError `artefact` when the target statistics have the wrong shape.
 */
export function encodedParameters(family: string, parameters: unknown): z.output<typeof parametersSchema> | undefined {
  const isEncoded = typeof parameters === 'object' && parameters !== null && 'targetStatistics' in parameters;
  return isEncoded ? parseParameters(`the ${family} model`, parametersSchema, parameters) : undefined;
}

/** The family, which also loads what `encodedRows` has made of its models. */
export function loadingEncoded(estimator: Estimator): Estimator {
  return {
    ...estimator,
    load(parameters: unknown): FittedModel {
      const encoded = encodedParameters(estimator.family, parameters);
      if (!encoded) return estimator.load(parameters);
      const model = estimator.load(encoded.parameters);
      const stranger = encoded.targetStatistics.find(({ name }) => !model.features.includes(name));
      if (stranger)
        throw new HandraiseError(
          'artefact',
          `the ${estimator.family} model has target statistics of ${stranger.name}, which is none of its features`,
          { hint: 'train again' },
        );
      return encodedModel(encoded.targetStatistics, model);
    },
  };
}

function encodedModel(statistics: TargetStatistics, model: FittedModel): FittedModel {
  return {
    ...model,
    margins: (table: Table) => model.margins(applyTargetStatistics(statistics, table)),
    varying(table: Table) {
      const margins = model.varying(applyTargetStatistics(statistics, table));
      return (replacement) => {
        const alone = { rows: table.rows, columns: [replacement] };
        return margins(applyTargetStatistics(statistics, alone).columns[0]!);
      };
    },
    contributions: (table: Table) => model.contributions(applyTargetStatistics(statistics, table)),
    parameters: () => ({ targetStatistics: statistics, parameters: model.parameters() }),
  };
}
