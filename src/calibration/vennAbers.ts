import { z } from 'zod';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { parseParameters } from '../storedParameters.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { nextCorners, previousCorners } from './convexMinorant.ts';

const stepFunction = z
  .strictObject({ margins: z.array(z.number()), probabilities: z.array(z.number().min(0).max(1)) })
  .refine(({ margins, probabilities }) => margins.length === probabilities.length, 'lengths differ')
  .refine(({ margins }) => margins.every((m, i) => i === 0 || m > margins[i - 1]!), 'margins do not rise')
  .refine(
    ({ probabilities }) => probabilities.every((p, i) => i === 0 || p >= probabilities[i - 1]!),
    'probabilities fall',
  );

/** How a predictor is stored. */
export const vennAbersSchema = z.strictObject({ lower: stepFunction, upper: stepFunction });

/**
 * Two step functions of the margin. `lower` holds from each of its margins on, and is 0 before the first; `upper` holds up to
 * each of its margins, and is 1 after the last.
 */
export type VennAbers = z.output<typeof vennAbersSchema>;

/**
 * Inductive Venn–Abers predictor: the step functions from which `probabilityInterval` reads.
 *
 * `lower` at a margin is what isotonic regression of the calibration rows and one more row there gives that row when its
 * label is 0, `upper` when it is 1. Computed for all margins at once: the added row pools with the neighbouring corners of the
 * convex minorants of the rows below and above it, which are found once, in time linear in the distinct margins. Steps
 * that do not change a value are left out, without loss.
 *
 * Vovk, Petej and Fedorova (2015), Large-scale probabilistic predictors with and without guarantees of validity, NeurIPS.
 *
 * @param margins log-odds of the calibration rows
 * @param label 0 or 1 per row
 * @param weight ≥ 0, by default 1, which is what the added row weighs.
 * @throws HandraiseError `data` for no rows, one class, non-finite margins or lengths that differ.
 * @example
 * const fitted = fitVennAbers(Float64Array.of(-1, 0, 1, 2), Uint8Array.of(0, 1, 0, 1));
 * const { low, high } = probabilityInterval(fitted, Float64Array.of(1.5));
 * low[0]! < high[0]! // true
 */
export function fitVennAbers(margins: Float64Array, label: Uint8Array, weight?: Float64Array): VennAbers {
  checkMargins(margins, label, weight);
  const { score, rows, positives } = tallyScores(margins, label, weight);
  const ascending = { score: score.toReversed(), rows: rows.toReversed(), positives: positives.toReversed() };
  return steps(ascending);
}

/**
 * A predictor read back from JSON.
 *
 * @param parameters what `fitVennAbers` gave, as plain JSON
 * @throws HandraiseError `artefact` when the parameters have the wrong shape.
 * @example
 * const fitted = fitVennAbers(Float64Array.of(-1, 0, 1, 2), Uint8Array.of(0, 1, 0, 1));
 * const again = loadVennAbers(JSON.parse(JSON.stringify(fitted)));
 * probabilityInterval(again, Float64Array.of(0)) // probabilityInterval(fitted, Float64Array.of(0))
 */
export function loadVennAbers(parameters: unknown): VennAbers {
  return parseParameters('the Venn–Abers predictor', vennAbersSchema, parameters);
}

/**
 * The interval [low, high] of a single probability, for each margin; O(log n) each.
 *
 * What it promises: were the row exchangeable with the calibration rows, then one of the two ends, the one that belongs to the
 * row's true label, would be a perfectly calibrated prediction, whatever the model. It is narrow where calibration
 * rows are many and wide where they are few, so it says how far the data pin down a probability at all.
 *
 * What it does not promise: it is no confidence interval, and has no level; it says nothing of how well the model knows this very
 * contact beyond its margin. Rows of one unit and later dates are not exactly exchangeable. The
 * published probability comes from another calibrator and may lie outside: see `publishedInterval`.
 *
 * @param fitted what `fitVennAbers` gave
 * @param margins log-odds of the rows to judge
 * @throws HandraiseError `data` for a margin that is not finite.
 * @example
 * const fitted = fitVennAbers(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(0, 0, 1, 1));
 * const { low, high } = probabilityInterval(fitted, Float64Array.of(-3, 3));
 * low.every((bound, row) => bound <= high[row]!) // true
 */
export function probabilityInterval(
  { lower, upper }: VennAbers,
  margins: Float64Array,
): { readonly low: Float64Array; readonly high: Float64Array } {
  checkFinite(margins);
  return {
    low: margins.map((margin) => lower.probabilities[firstAfter(lower.margins, (m) => m > margin) - 1] ?? 0),
    high: margins.map((margin) => upper.probabilities[firstAfter(upper.margins, (m) => m >= margin)] ?? 1),
  };
}

/** Position of the first of ascending margins that is beyond, or their number. */
function firstAfter(margins: readonly number[], beyond: (margin: number) => boolean): number {
  let low = 0;
  let high = margins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beyond(margins[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function steps(tally: ScoreTally): VennAbers {
  const size = tally.score.length;
  const probability = addedRow(tally);
  const lower: VennAbers['lower'] = { margins: [], probabilities: [] };
  const upper: VennAbers['upper'] = { margins: [], probabilities: [] };
  for (let g = 0; g < size; g++) {
    const negative = Math.max(probability(g + 1, 0), lower.probabilities.at(-1) ?? 0);
    if (negative > (lower.probabilities.at(-1) ?? 0)) {
      lower.margins.push(tally.score[g]!);
      lower.probabilities.push(negative);
    }
    // Rounding must not make a function fall.
    const positive = Math.max(probability(g, 1), upper.probabilities.at(-1) ?? 0);
    if (positive === upper.probabilities.at(-1)) upper.margins[upper.margins.length - 1] = tally.score[g]!;
    else {
      upper.margins.push(tally.score[g]!);
      upper.probabilities.push(positive);
    }
  }
  return { lower, upper };
}

/** The isotonic value of one more row, put between entry `at` − 1 and entry `at` of an ascending tally. */
function addedRow({ rows, positives }: ScoreTally): (at: number, label: number) => number {
  const weightUpTo = sumsUpTo(rows);
  const positivesUpTo = sumsUpTo(positives);
  const next = nextCorners(weightUpTo, positivesUpTo);
  const previous = previousCorners(weightUpTo, positivesUpTo);
  return (at, label) => {
    let from = at;
    let to = at;
    let mean = label;
    for (;;) {
      const below = previous[from]!;
      const above = next[to]!;
      const pools = (left: number, right: number, sign: number) =>
        sign * (positivesUpTo[right]! - positivesUpTo[left]!) <= sign * mean * (weightUpTo[right]! - weightUpTo[left]!);
      if (to < rows.length && pools(to, above, 1)) to = above;
      else if (from > 0 && pools(below, from, -1)) from = below;
      else return mean;
      mean = (positivesUpTo[to]! - positivesUpTo[from]! + label) / (weightUpTo[to]! - weightUpTo[from]! + 1);
    }
  };
}

function sumsUpTo(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}
