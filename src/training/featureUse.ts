import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { meanContributions } from '../explain/meanContributions.ts';
import { partialDependence } from '../explain/partialDependence.ts';
import { type Predict, permutationImportance } from '../explain/permutationImportance.ts';
import type { FittedModel } from '../model/estimator.ts';
import { permutation } from '../numeric/permutation.ts';
import { Random } from '../numeric/random.ts';
import { take } from '../numeric/take.ts';
import { type Column, selectColumns, type Table, takeRows } from '../table/table.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';

/** Bounds that keep the cost small beside that of the fits, whatever the data. */
const most = { shuffledFeatures: 30, shuffledRows: 10_000, contributionRows: 2_000, dependenceRows: 1_000, curves: 6 };
const shuffles = 5;

/**
 * What the selected model goes by, the strongest by its own measure first: how far each feature moves the test rows, how much is lost
 * when it is shuffled among them, and how the probability goes with the strongest.
 *
 * Of many rows and features, samples and the strongest are used; `featureUse` says how many.
 */
export function featureUseOf(
  { candidate: { model, calibrator }, evaluation }: EvaluatedModel,
  test: LabelledRows,
  seed: number,
  sentenceOf: (feature: string) => string,
): Pick<TrainingResult, 'strengths' | 'featureUse'> {
  const strengths = model
    .importance()
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || (a.feature < b.feature ? -1 : 1))
    .map(({ feature, strength }) => ({ feature, strength, sentence: sentenceOf(feature) }));
  if (strengths.length === 0) return { strengths };
  const used = selectColumns(test.table, model.features);
  const order = permutation(test.rows, new Random(seed).fork('sample of test rows'));
  const sample = (count: number) => order.slice(0, count).sort();
  const predict = predictionOf(model, calibrator);

  const contributionRows = sample(most.contributionRows);
  const contributions = meanContributions(model, takeRows(used, contributionRows));
  const moved = (feature: string) => contributions.get(feature)!;
  const shuffledRows = sample(most.shuffledRows);
  const shuffled = strengths
    .map(({ feature }) => feature)
    .sort((a, b) => moved(b) - moved(a))
    .slice(0, most.shuffledFeatures);
  const importance = permutationImportance(
    predict,
    {
      table: takeRows(used, shuffledRows),
      label: take(test.label, shuffledRows),
      unit: take(test.unit, shuffledRows),
    },
    shuffled,
    { seed, shuffles, level: evaluation.level },
  );
  const permuted = new Map(shuffled.map((feature, i) => [feature, importance[i]!]));
  const rise = (feature: string) => permuted.get(feature)!.logLoss.value;
  const strongest = shuffled
    .filter((feature) => rise(feature) > 0)
    .sort((a, b) => rise(b) - rise(a))
    .slice(0, most.curves);
  const dependenceRows = sample(most.dependenceRows);
  const averaged = takeRows(used, dependenceRows);
  const seen = selectColumns(used, strongest);
  return {
    strengths: strengths.map((one) => {
      const permutation = permuted.get(one.feature);
      return { ...one, contribution: moved(one.feature), ...(permutation ? { permutation } : {}) };
    }),
    featureUse: {
      shuffles,
      level: evaluation.level,
      shuffledRows: shuffledRows.length,
      contributionRows: contributionRows.length,
      dependenceRows: dependenceRows.length,
      curves: strongest.map((feature) => ({
        ...partialDependence(predict, averaged, seen, feature),
        sentence: sentenceOf(feature),
      })),
    },
  };
}

/** Predicts again and again where one column varies, as is done here with many. */
function predictionOf(model: FittedModel, calibrator: FittedCalibrator): Predict {
  let last: { readonly from: Table; readonly margins: (column: Column) => Float64Array } | undefined;
  return (table, replaced) => {
    if (!replaced) return calibrator.probabilities(model.margins(table));
    if (last?.from !== replaced.from) last = { from: replaced.from, margins: model.varying(replaced.from) };
    return calibrator.probabilities(last.margins(replaced.column));
  };
}
