import { z } from 'zod';
import { notice } from '../../notice/notice.ts';
import { noticeSchema } from '../../notice/noticeSchema.ts';
import { take } from '../../numeric/take.ts';
import { parseParameters } from '../../storedParameters.ts';
import type { Column } from '../../table/table.ts';
import { additiveModel } from '../additiveModel.ts';
import { checkFit } from '../dataset.ts';
import type { Dataset, Estimator, FitRun, FittedModel } from '../estimator.ts';
import { featureColumnsOf, featureColumnsSchema } from '../featureColumns.ts';
import { type WeightedRows, weightedRows } from '../weightedRows.ts';
import { type Bins, binCount, binsOf, binsSchema } from './binning.ts';
import { fitRidgeLine, type WeightedEntries } from './ridgeLine.ts';
import { mostPoints, scoreFeature } from './scoring.ts';

const family = 'points';

const cardSchema = z
  .strictObject({
    name: z.string().min(1),
    bins: binsSchema,
    points: z.array(z.number().int().min(-10).max(10)),
    /** Weighted mean of its points over the training rows. */
    mean: z.number(),
    informationValue: z.number(),
    strength: z.number().min(0),
  })
  .refine(({ bins, points }) => points.length === binCount(bins), { error: 'not as many points as bins' });

export const pointsParametersSchema = z
  .strictObject({
    features: featureColumnsSchema,
    /** Margin of a row that has the mean points of the training rows. */
    base: z.number(),
    /** Log-odds per point. */
    slope: z.number(),
    /** The features that earn points, the most informative first. */
    cards: z.array(cardSchema),
    warnings: z.array(noticeSchema),
  })
  .refine(
    ({ features, cards }) =>
      new Set(cards.map((card) => card.name)).size === cards.length &&
      cards.every(({ name, bins }) => features.some((feature) => feature.name === name && feature.type === bins.type)),
    { error: 'points are given for a feature twice, or for none of the features' },
  );
type Parameters = z.output<typeof pointsParametersSchema>;

const mostFeatures = 12;

/** A feature of less information value is called unpredictive (Siddiqi 2006). */
const leastInformation = 0.02;

/**
 * A points score as a marketing department would draw up by hand, but learned: at most 12 features, a few bins
 * each, integer points from −10 to 10 per bin, added up.
 *
 * Bins: of a number, missing, nothing or less, and the thirds of the positive values; of a category, missing, each
 * level that 30 rows and 1% of them have, and the others. Five points multiply the odds by e. The features of
 * the highest information value are kept, ties by name, those below 0.02 never.
 * The margin is an intercept plus a slope times the points, from a logistic regression on that one number
 * (l2 = 1 on its standardised values); without any informative feature it is the base rate.
 * Every column must be there at scoring, also those without points. `describePoints` prints the rules.
 *
 * @example
 * const table = createTable(4, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3) }]);
 * const model = await points().fit({ table, label: Uint8Array.of(0, 1, 0, 1) });
 * model.family // 'points'
 */
export function points(): Estimator {
  return {
    family,
    async fit(data: Dataset, run?: FitRun): Promise<FittedModel> {
      checkFit(data, 2, run?.signal);
      const training = weightedRows(data);
      const chosen = data.table.columns
        .map((column) => ({ column, ...scoreFeature(column, training) }))
        .filter(({ informationValue, points }) => informationValue >= leastInformation && points.some(Boolean))
        .sort((a, b) => b.informationValue - a.informationValue || (a.column.name < b.column.name ? -1 : 1))
        .slice(0, mostFeatures);
      const { base, slope, warnings } = marginOf(tallyPoints(chosen, training));
      return model({
        features: [...featureColumnsOf(data.table)],
        base,
        slope,
        cards: chosen.map(({ column, bins, points, weights, informationValue }) => {
          const mean = weightedMean(points, weights);
          const strength = weightedMean(
            points.map((own) => Math.abs(slope * (own - mean))),
            weights,
          );
          return { name: column.name, bins, points: [...points], mean, informationValue, strength };
        }),
        warnings,
      });
    },
    load: (parameters: unknown) => model(parseParameters(`the ${family} model`, pointsParametersSchema, parameters)),
  };
}

/** Weights of the rows of each total of points and label, ascending: sums over them do not depend on the order of the rows. */
function tallyPoints(
  cards: readonly { readonly column: Column; readonly bins: Bins; readonly points: readonly number[] }[],
  { rows, label, weight }: WeightedRows,
): WeightedEntries & { readonly points: readonly number[] } {
  const most = mostFeatures * mostPoints;
  const total = new Int32Array(label.length);
  for (const { column, bins, points } of cards) {
    const bin = binsOf(bins, column, rows);
    for (let i = 0; i < total.length; i++) total[i]! += points[bin[i]!]!;
  }
  const weights = new Float64Array(2 * (2 * most + 1));
  for (let i = 0; i < total.length; i++) weights[2 * (total[i]! + most) + label[i]!]! += weight ? weight[i]! : 1;
  const entries = Int32Array.from(weights.keys()).filter((entry) => weights[entry]! > 0);
  return {
    points: Array.from(entries, (entry) => (entry >> 1) - most),
    label: Uint8Array.from(entries, (entry) => entry & 1),
    weight: take(weights, entries),
  };
}

/** The logistic regression of the label on the total points. */
function marginOf({ points, ...entries }: ReturnType<typeof tallyPoints>) {
  const { weight } = entries;
  const mean = weightedMean(points, weight);
  const deviation = Math.sqrt(
    weightedMean(
      points.map((own) => (own - mean) ** 2),
      weight,
    ),
  );
  const line = fitRidgeLine(
    Float64Array.from(points, (own) => (deviation > 0 ? (own - mean) / deviation : 0)),
    entries,
  );
  return {
    base: line.intercept,
    slope: deviation > 0 ? line.slope / deviation : 0,
    warnings: line.converged ? [] : [notice('scale-not-converged', {})],
  };
}

function weightedMean(values: readonly number[], weights: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  values.forEach((value, i) => {
    sum += weights[i]! * value;
    total += weights[i]!;
  });
  return sum / total;
}

function model(parameters: Parameters): FittedModel {
  const { features, base, slope, warnings } = parameters;
  const cards = new Map(parameters.cards.map((card) => [card.name, card]));
  return additiveModel({
    family,
    features,
    base,
    term(position, column) {
      const card = cards.get(features[position]!.name);
      if (!card) return null;
      const bin = binsOf(card.bins, column);
      const byBin = card.points.map((points) => slope * (points - card.mean));
      return (to, from, step) => {
        for (let row = 0, at = from; row < bin.length; row++, at += step) to[at]! += byBin[bin[row]!]!;
      };
    },
    strengths: features.map(({ name }) => cards.get(name)?.strength ?? 0),
    warnings,
    parameters: () => parameters,
  });
}
