import { z } from 'zod';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';

interface Thresholds {
  readonly margins: readonly number[];
  readonly probabilities: readonly number[];
}

const schema = z
  .strictObject({ margins: z.array(z.number()).min(1), probabilities: z.array(z.number().min(0).max(1)) })
  .refine(({ margins, probabilities }) => margins.length === probabilities.length, 'lengths differ')
  .refine(({ margins }) => margins.every((m, i) => i === 0 || m > margins[i - 1]!), 'margins do not rise')
  .refine(
    ({ probabilities }) => probabilities.every((p, i) => i === 0 || p >= probabilities[i - 1]!),
    'probabilities fall',
  );

/**
 * Isotonic regression of the label on the margin: the non-decreasing step values of least weighted squared error, found by
 * pooling adjacent violators after averaging tied margins; in between, straight lines; outside, the value at the end.
 *
 * As scikit-learn's IsotonicRegression(out_of_bounds='clip'), save that scikit-learn also ties margins closer than 1e-15.
 * Zadrozny and Elkan (2002), Transforming classifier scores into accurate multiclass probability estimates, KDD.
 */
export const isotonic: Calibrator<'isotonic'> = {
  method: 'isotonic',
  title: 'isotonic regression',
  formula: 'the non-decreasing step values of least squared error, ties averaged, straight lines between',
  parameters: 'as many as there are steps',
  source: "`IsotonicRegression(out_of_bounds='clip')`",
  corrects: ['level', 'slope', 'ends', 'steps'],
  auto: { rows: 1_000, positives: 100 },
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    return fitted(poolViolators(tallyScores(margins, label, weight)));
  },
  load(parameters) {
    return fitted(parseParameters('the isotonic calibrator', schema, parameters));
  },
};

interface Block {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly positives: number;
}

function poolViolators(tally: ScoreTally): Thresholds {
  const blocks: Block[] = [];
  for (let g = tally.score.length - 1; g >= 0; g--) {
    const margin = tally.score[g]!;
    let block: Block = { first: margin, last: margin, rows: tally.rows[g]!, positives: tally.positives[g]! };
    for (let below = blocks.at(-1); below && rate(below) >= rate(block); below = blocks.at(-1)) {
      blocks.pop();
      block = {
        first: below.first,
        last: block.last,
        rows: below.rows + block.rows,
        positives: below.positives + block.positives,
      };
    }
    blocks.push(block);
  }
  const margins: number[] = [];
  const probabilities: number[] = [];
  for (const block of blocks)
    for (const margin of block.first === block.last ? [block.first] : [block.first, block.last]) {
      margins.push(margin);
      probabilities.push(rate(block));
    }
  return { margins, probabilities };
}

function rate(block: Block): number {
  return block.positives / block.rows;
}

function fitted(thresholds: Thresholds): FittedCalibrator {
  return {
    method: 'isotonic',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => interpolate(thresholds, margin));
    },
    parameters: () => ({ margins: [...thresholds.margins], probabilities: [...thresholds.probabilities] }),
  };
}

function interpolate({ margins, probabilities }: Thresholds, margin: number): number {
  let below = 0;
  let above = margins.length - 1;
  if (margin <= margins[below]!) return probabilities[below]!;
  if (margin >= margins[above]!) return probabilities[above]!;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (margins[middle]! <= margin) below = middle;
    else above = middle;
  }
  const low = probabilities[below]!;
  const high = probabilities[above]!;
  const slope = (high - low) / (margins[above]! - margins[below]!);
  // Margins too close or too far apart give a slope of Infinity or 0, and Infinity · 0 is NaN.
  if (slope === 0 || margin === margins[below]) return low;
  // Rounding may carry the line past its end.
  return Math.min(low + slope * (margin - margins[below]!), high);
}
