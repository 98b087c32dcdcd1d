import { log1pExp, logit } from '../../numeric/special.ts';
import { total } from '../../numeric/total.ts';

/** Entries of one label each, and how much they weigh. */
export interface WeightedEntries {
  readonly label: Uint8Array;
  readonly weight: Float64Array;
}

/** Log-odds = intercept + slope · x. */
interface RidgeLine {
  readonly intercept: number;
  readonly slope: number;
  readonly converged: boolean;
}

/** Largest gradient at which the fit is done, relative to the weight of the rarer class. */
const tolerance = 1e-8;
const maxIterations = 100;
const shortest = 2 ** -30;

/**
 * Logistic regression of the label on one standardised variable: the minimum of Σ weight · log loss + ½ slope².
 *
 * Newton's method; a step is halved until it does not raise what is minimised. The penalty keeps the slope finite where the
 * variable separates the classes.
 *
 * @param x of mean 0 and deviation 1 over the rows, or all 0.
 */
export function fitRidgeLine(x: Float64Array, entries: WeightedEntries): RidgeLine {
  const { label, weight } = entries;
  const totalWeight = total(weight);
  const positiveWeight = total(weight.filter((_, i) => label[i] === 1));
  const goal = tolerance * Math.min(positiveWeight, totalWeight - positiveWeight);
  let line = { intercept: logit(positiveWeight / totalWeight), slope: 0 };
  for (let iteration = 0; ; iteration++) {
    const { a, b, aa, ab, bb } = derivatives(x, entries, line);
    const converged = Math.max(Math.abs(a), Math.abs(b)) <= goal;
    if (converged || iteration === maxIterations) return { ...line, converged };
    const determinant = aa * bb - ab * ab;
    const step = { intercept: (ab * b - bb * a) / determinant, slope: (ab * a - aa * b) / determinant };
    const next = shortened(x, entries, line, step);
    if (!next) return { ...line, converged };
    line = next;
  }
}

type Line = Omit<RidgeLine, 'converged'>;

/** First and second derivatives by intercept (a) and slope (b). */
function derivatives(x: Float64Array, { label, weight }: WeightedEntries, { intercept, slope }: Line) {
  let a = 0;
  let b = slope;
  let aa = 0;
  let ab = 0;
  let bb = 1;
  for (let i = 0; i < x.length; i++) {
    const margin = intercept + slope * x[i]!;
    const e = Math.exp(-Math.abs(margin));
    const wrong = margin > 0 === (label[i] === 1) ? e / (1 + e) : 1 / (1 + e);
    const residual = weight[i]! * (label[i] === 1 ? -wrong : wrong);
    const curvature = (weight[i]! * e) / (1 + e) ** 2;
    a += residual;
    b += residual * x[i]!;
    aa += curvature;
    ab += curvature * x[i]!;
    bb += curvature * x[i]! * x[i]!;
  }
  return { a, b, aa, ab, bb };
}

/** The first of the whole, half, quarter … step that does not raise what is minimised; undefined where none does. */
function shortened(x: Float64Array, entries: WeightedEntries, from: Line, step: Line): Line | undefined {
  const before = penalisedLoss(x, entries, from);
  for (let share = 1; share >= shortest; share /= 2) {
    const next = { intercept: from.intercept + share * step.intercept, slope: from.slope + share * step.slope };
    // A hair of slack: near the minimum, rounding may hide that it falls.
    if (penalisedLoss(x, entries, next) <= before * (1 + 1e-12)) return next;
  }
  return undefined;
}

function penalisedLoss(x: Float64Array, { label, weight }: WeightedEntries, { intercept, slope }: Line): number {
  let sum = 0.5 * slope * slope;
  for (let i = 0; i < x.length; i++) {
    const margin = intercept + slope * x[i]!;
    sum += weight[i]! * log1pExp(label[i] === 1 ? -margin : margin);
  }
  return sum;
}
