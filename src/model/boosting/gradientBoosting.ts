import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { HandraiseError } from '../../errors.ts';
import { parseParameters } from '../../storedParameters.ts';
import type { Table } from '../../table/table.ts';
import { checkDataset, checkFit } from '../dataset.ts';
import { hasLevelCodes } from '../encoding/codedModel.ts';
import { encodedParameters } from '../encoding/encodedModel.ts';
import type { Dataset, Estimator, FitRun, FittedModel } from '../estimator.ts';
import { matchColumn, matchColumns } from '../featureColumns.ts';
import type { GrownModel } from '../modelFamily.ts';
import { weightedRows } from '../weightedRows.ts';
import { ensembleSchema, type TreeEnsemble } from './ensemble.ts';
import { featureImportance } from './importance.ts';
import { checkedOptions, type GradientBoostingOptions, type GrowthOptions, growthOptionsSchema } from './options.ts';
import { ensembleScorer } from './scoring/ensembleScorer.ts';
import { boost } from './training/boost.ts';

const family = 'boosting';

const parametersSchema = z.strictObject({
  ensemble: ensembleSchema,
  options: growthOptionsSchema,
  /** Weighted log loss on the validation rows after each tree that was grown; empty where there were none. */
  validationLoss: z.array(z.number()),
});
type Parameters = z.output<typeof parametersSchema>;

/**
 * Gradient-boosted trees for a label of 0 or 1, with native categories, missing values and monotone constraints.
 *
 * docs/explanation/gradient-boosting.md says what is computed: Friedman (2001), Greedy function approximation, Ann. Statist. 29(5); Chen and
 * Guestrin (2016), XGBoost; Ke et al. (2017), LightGBM. The model does not depend on the order of the rows nor on the
 * number of threads. Contributions are path-dependent Shapley values (Lundberg et al. 2020); strength is the gain of a
 * feature's splits, added up.
 *
 * A fit of `run.threads` > 1 works on threads of its own, so that the caller's stays free; with `run.validation` it keeps
 * as many trees as do best on those rows.
 *
 * @param options how trees are grown; see `GradientBoostingOptions` for each and its default
 * @throws HandraiseError `config` for options out of range; `fit` also throws `config` for a constraint on what is no
 *   number, `resource` where memory is short or a thread dies, `interrupted` when `run.signal` is aborted.
 * @example
 * const values = Float64Array.from({ length: 100 }, (_, row) => row);
 * const table = createTable(100, [{ kind: 'number', name: 'visits', values }]);
 * const model = await gradientBoosting({ trees: 20 }).fit({ table, label: Uint8Array.from(values, (x) => Number(x > 49)) });
 * model.margins(table)[99]! > model.margins(table)[0]! // true; log-odds, to be calibrated on later data
 */
export function gradientBoosting(options: GradientBoostingOptions = {}): Estimator {
  const growth = checkedOptions(options);
  return {
    family,
    async fit(data: Dataset, run: FitRun = {}): Promise<FittedModel> {
      const { losses, first } = await grown(data, growth, run);
      return first(run.validation ? fewestOfLeast(losses) : Infinity);
    },
    load: (parameters: unknown) => model(parseParameters(`the ${family} model`, parametersSchema, parameters)),
  };
}

/**
 * Grows trees as `gradientBoosting(options).fit` does, and leaves it to the caller how many of them are kept.
 *
 * @throws HandraiseError as `gradientBoosting` and its `fit`.
 */
export function growTrees(data: Dataset, options: GradientBoostingOptions, run: FitRun): Promise<GrownModel> {
  return grown(data, checkedOptions(options), run);
}

async function grown(data: Dataset, options: GrowthOptions, run: FitRun): Promise<GrownModel> {
  checkFit(data, 2, run.signal);
  checkConstraints(data.table, options);
  const rows = { ...weightedRows(data), columns: data.table.columns };
  const validation = run.validation && validationRows(run.validation, data.table);
  const threads = threadsFor(rows.label.length * data.table.columns.length * options.trees, run.threads);
  const { ensemble, validationLoss } = await boost(rows, validation, options, threads, run);
  return {
    losses: validationLoss,
    first: (trees) =>
      model({ ensemble: { ...ensemble, trees: ensemble.trees.slice(0, trees) }, validationLoss, options }),
  };
}

/** How many steps lead to the least loss; of equals, the fewest. */
function fewestOfLeast(losses: readonly number[]): number {
  return losses.reduce((best, loss, at) => (loss < losses[best]! ? at : best), 0) + 1;
}

/**
 * The trees of a model.
 *
 * @param model one of the family `boosting`
 * @throws HandraiseError `artefact` when the model is not of the family `boosting`, or its trees see target statistics or codes of levels.
 * @example
 * const table = createTable(6, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3, 4, 5) }]);
 * const data = { table, label: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const model = await gradientBoosting({ trees: 3, minRows: 1 }).fit(data);
 * ensembleOf(model).trees.length // 3
 */
export function ensembleOf(model: FittedModel): TreeEnsemble {
  if (hasLevelCodes(model.parameters()))
    throw new HandraiseError('artefact', 'the trees of the model see codes of levels beside the categories', {
      hint: "train with features.highCardinality: 'levels' to have trees that need nothing else",
    });
  if (encodedParameters(model.family, model.parameters()))
    throw new HandraiseError('artefact', 'the trees of the model see target statistics in the place of categories', {
      hint: "train with features.highCardinality: 'levels' to have trees that need nothing else",
    });
  return parseParameters(`the ${model.family} model`, parametersSchema, model.parameters()).ensemble;
}

/** The validation rows with the columns of the training table, in its order. */
function validationRows({ table, label, weight }: Dataset, training: Table) {
  const features = training.columns.map(({ name, kind }) => ({ name, type: kind }));
  const data: Dataset = {
    table: { rows: table.rows, columns: matchColumns(features, table) },
    label,
    ...(weight && { weight }),
  };
  checkDataset(data, 1);
  return { ...weightedRows(data), columns: data.table.columns };
}

function checkConstraints({ columns }: Table, { monotone }: GrowthOptions): void {
  for (const name of Object.keys(monotone)) {
    const kind = columns.find((column) => column.name === name)?.kind;
    if (kind === 'number') continue;
    throw new HandraiseError(
      'config',
      `option monotone names ${name}, which is ${kind ? 'a category' : 'no feature'}`,
      {
        hint: 'constrain number features only',
      },
    );
  }
}

/** Below so many bins to be added up, starting threads takes longer than they save. */
const smallWork = 50_000_000;

function threadsFor(work: number, asked: number | undefined): number {
  if (asked === undefined) return work < smallWork ? 1 : availableParallelism();
  if (Number.isInteger(asked) && asked >= 1 && asked <= 64) return asked;
  throw new HandraiseError('config', `cannot work on ${asked} threads`, { hint: 'a whole number from 1 to 64' });
}

function model(parameters: Parameters): FittedModel {
  const { ensemble } = parameters;
  const scorer = ensembleScorer(ensemble);
  const columnsOf = (table: Table) => matchColumns(ensemble.features, table);
  return {
    family,
    features: ensemble.features.map(({ name }) => name),
    margins: (table: Table) => scorer.margins(columnsOf(table), table.rows),
    varying(table: Table) {
      const margins = scorer.varying(columnsOf(table), table.rows);
      const features = ensemble.features.map(({ name, type }) => ({ name, type }));
      return (replacement) => margins(matchColumn(features, replacement, table.rows), replacement);
    },
    contributions: (table: Table) => scorer.contributions(columnsOf(table), table.rows),
    importance: () => featureImportance(ensemble).map(({ feature, gain }) => ({ feature, strength: gain })),
    parameters: () => parameters,
  };
}
