/** How sums over rows become sums of whole numbers; see docs/explanation/gradient-boosting.md, Rows and weights. */
export interface Quantisation {
  readonly wholeWeights: boolean;
  readonly weightScale: number;
  readonly gradientScale: number;
  readonly hessianScale: number;
  readonly countScale: number;
  /** The greatest absolute value of a lane. */
  readonly greatest: number;
}

const greatestWhole = 1024;
/** Steps of a weight of 1 that is not taken as a whole number. */
const fractionSteps = 2 ** 10;

/**
 * The scales for rows of these weights, all above 0.
 *
 * @param weight undefined where each is 1
 * @param positiveShare weighted share of positives, strictly between 0 and 1
 */
export function quantisationOf(weight: Float64Array | undefined, positiveShare: number): Quantisation {
  let most = 1;
  let wholeWeights = true;
  if (weight) {
    most = 0;
    for (const value of weight) {
      if (value > most) most = value;
      if (!Number.isInteger(value)) wholeWeights = false;
    }
    if (most > greatestWhole) wholeWeights = false;
  }
  const weightScale = wholeWeights ? 1 : 2 ** -exponentAtLeast(most);
  const fine = 17 + Math.floor(Math.log2(0.25 / (positiveShare * (1 - positiveShare))));
  const steps = Math.min(24, fine, 30 - exponentAtLeast(most * weightScale));
  return {
    wholeWeights,
    weightScale,
    gradientScale: 2 ** steps,
    hessianScale: 2 ** (steps + 2),
    countScale: wholeWeights ? 1 : weightScale * fractionSteps,
    greatest: Math.max(most * weightScale * 2 ** steps, fractionSteps),
  };
}

/** The least whole e with 2^e ≥ value. */
export function exponentAtLeast(value: number): number {
  let exponent = Math.ceil(Math.log2(value));
  while (2 ** exponent < value) exponent += 1;
  while (2 ** (exponent - 1) >= value) exponent -= 1;
  return exponent;
}
