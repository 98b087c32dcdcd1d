import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';
import { parseParameters } from '../../storedParameters.ts';
import type { Table } from '../../table/table.ts';
import { checkDataset } from '../dataset.ts';
import type { Contributions, Dataset, Estimator, FittedModel } from '../estimator.ts';
import type { EncodedRows } from './encodedModel.ts';
import { fitLevelCodes, type LevelCodes, levelCodesSchema, withLevelCodes } from './levelCodes.ts';

const parametersSchema = z.strictObject({
  levelCodes: levelCodesSchema,
  /** What the family fitted with two numbers more beside each of those categories. */
  parameters: z.unknown(),
});

/**
 * Puts the numbers of `fitLevelCodes` beside some categories.
 *
 * The model takes the tables that the data was given as: what the numbers contribute is said of the category itself.
 *
 * @param names of categories of the table, at least one.
 * @throws HandraiseError `data` as `checkDataset`.
 */
export function codedRows<Data extends Dataset>(data: Data, names: readonly string[]): EncodedRows<Data> {
  checkDataset(data, 1);
  const codes = fitLevelCodes(data, names);
  const encode = (table: Table) => withLevelCodes(codes, table);
  return { data: { ...data, table: encode(data.table) }, encode, model: (learned) => codedModel(codes, learned) };
}

/** Whether parameters are those of a model that sees the numbers of `fitLevelCodes`. */
export function hasLevelCodes(parameters: unknown): boolean {
  return typeof parameters === 'object' && parameters !== null && 'levelCodes' in parameters;
}

/** The family, which also loads what `codedRows` has made of its models. */
export function loadingCoded(estimator: Estimator): Estimator {
  return {
    ...estimator,
    load(parameters: unknown): FittedModel {
      if (!hasLevelCodes(parameters)) return estimator.load(parameters);
      const { levelCodes, parameters: own } = parseParameters(
        `the ${estimator.family} model`,
        parametersSchema,
        parameters,
      );
      const model = estimator.load(own);
      const needed = levelCodes.flatMap(({ name, frequency, position }) => [name, frequency, position]);
      const absent = needed.find((name) => !model.features.includes(name));
      if (absent !== undefined)
        throw new HandraiseError(
          'artefact',
          `the ${estimator.family} model has codes of levels in ${absent}, which is none of its features`,
          { hint: 'train again' },
        );
      return codedModel(levelCodes, model);
    },
  };
}

function codedModel(codes: LevelCodes, model: FittedModel): FittedModel {
  /** The category that a column of numbers stands beside. */
  const beside = new Map(
    codes.flatMap(({ name, frequency, position }) => [
      [frequency, name],
      [position, name],
    ]),
  );
  const features = model.features.filter((name) => !beside.has(name));
  const placeOf = new Map(features.map((name, at) => [name, at]));
  /** Per feature of the family's model, where it counts. */
  const places = model.features.map((name) => placeOf.get(beside.get(name) ?? name)!);
  return {
    ...model,
    features,
    margins: (table) => model.margins(withLevelCodes(codes, table)),
    varying(table) {
      const margins = model.varying(withLevelCodes(codes, table));
      return (replacement) => {
        if (!codes.some(({ name }) => name === replacement.name)) return margins(replacement);
        const columns = table.columns.map((column) => (column.name === replacement.name ? replacement : column));
        return model.margins(withLevelCodes(codes, { rows: table.rows, columns }));
      };
    },
    contributions(table): Contributions {
      const { base, values } = model.contributions(withLevelCodes(codes, table));
      const [width, own] = [features.length, model.features.length];
      const sums = new Float64Array(table.rows * width);
      for (let row = 0; row < table.rows; row++)
        for (let at = 0; at < own; at++) sums[row * width + places[at]!]! += values[row * own + at]!;
      return { base, features, values: sums };
    },
    importance() {
      const strengths = new Float64Array(features.length);
      for (const { feature, strength } of model.importance())
        strengths[placeOf.get(beside.get(feature) ?? feature)!]! += strength;
      return features.map((feature, at) => ({ feature, strength: strengths[at]! }));
    },
    parameters: () => ({ levelCodes: codes, parameters: model.parameters() }),
  };
}
