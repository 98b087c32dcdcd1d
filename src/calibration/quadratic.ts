import { z } from 'zod';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { fitRisingPair, type PairShape, type RisingPair } from './risingPair.ts';

const schema = z
  .strictObject({
    a: z.number().nonnegative(),
    b: z.number().nonnegative(),
    c: z.number(),
    low: z.number().min(-700).max(700),
    high: z.number().min(-700).max(700),
  })
  .refine(({ low, high }) => low <= high, 'high lies below low');

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Margins beyond are taken as this, as beta calibration takes them. */
const farthest = 700;
/** Share of the rows at either end where the curve is straight. */
const straight = 0.05;

/**
 * Quadratic logistic calibration: logit p = c + a · U(m) + b · V(m), whose slope changes evenly from a ≥ 0 to b ≥ 0 between two margins and is
 * straight beyond them, so that it never falls. With w = high − low: U is −(high − m)² / 2w and V is (m − low)² / 2w between them, each going on with
 * its slope there, 0 or 1. a = b = 1 and c = (low + high) / 2 change nothing.
 *
 * low and high are the margins with 5% of the rows at or beyond them, or the least and the greatest where these are one. So it bends where the rows are, which beta calibration
 * does where p is a half: of rare outcomes that is beyond all rows. At the maximum of the likelihood, as `fitRisingPair` finds it. Margins beyond ±700 count as ±700.
 */
export const quadratic: Calibrator<'quadratic'> = {
  method: 'quadratic',
  title: 'quadratic logistic calibration',
  formula:
    'logit p = c + a · U(m) + b · V(m), slope from a ≥ 0 to b ≥ 0 between two margins, straight beyond, maximum likelihood',
  parameters: '3',
  source: 'logistic regression on m and m² (Cox 1958), kept from falling',
  corrects: ['level', 'slope', 'ends'],
  auto: { ofEachClass: 50 },
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    const tally = tallyScores(margins.map(within), label, weight);
    const range = bendOf(tally);
    return fitted(fitRisingPair(shapeOf(range), tally), range);
  },
  load(parameters) {
    const { low, high, ...pair } = parseParameters('the quadratic calibrator', schema, parameters);
    return fitted(pair, { low, high });
  },
};

function within(margin: number): number {
  return Math.min(Math.max(margin, -farthest), farthest);
}

/** @param tally highest margin first. */
function bendOf({ score, rows }: ScoreTally): Range {
  const least = straight * total(rows);
  let above = 0;
  const from = rows.findIndex((count) => {
    above += count;
    return above >= least;
  });
  let below = 0;
  const to = rows.findLastIndex((count) => {
    below += count;
    return below >= least;
  });
  if (from < to) return { low: score[to]!, high: score[from]! };
  return { low: score.at(-1)!, high: score[0]! };
}

function shapeOf({ low, high }: Range): PairShape {
  const width = high - low;
  const middle = low + width / 2;
  const one = (margin: number) => {
    if (margin >= high) return 0;
    if (margin <= low) return margin - low - width / 2;
    return (-(high - margin) / width) * ((high - margin) / 2);
  };
  const two = (margin: number) => {
    if (margin <= low) return 0;
    if (margin >= high) return margin - high + width / 2;
    return ((margin - low) / width) * ((margin - low) / 2);
  };
  const logOdds = ({ a, b, c }: RisingPair, margin: number) => a * one(margin) + b * two(margin) + c;
  return { one, two, both: (margin) => margin - middle, logOdds };
}

function fitted(pair: RisingPair, range: Range): FittedCalibrator {
  const { logOdds } = shapeOf(range);
  return {
    method: 'quadratic',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => sigmoid(logOdds(pair, within(margin))));
    },
    parameters: () => ({ ...pair, ...range }),
  };
}
