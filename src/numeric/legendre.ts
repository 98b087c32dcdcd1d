/** Points and weights of a quadrature: Σ weight · f(point) stands for an integral of f. */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss-Legendre quadrature over [0, 1], exact for polynomials up to degree 2 · count − 1. Points ascend, strictly inside.
 *
 * The points are the zeros of the Legendre polynomial, found by Newton's method from Tricomi's first approximation
 * (Davis and Rabinowitz 1984, Methods of Numerical Integration, 2.7).
 *
 * @throws RangeError unless count is a whole number from 1 to 1,000.
 */
export function gaussLegendre(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new RangeError(`there is no Gauss-Legendre quadrature of ${count} points here`);
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count / 2; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    for (let step = 0; step < 10; step++) {
      const { value, slope } = legendre(count, x);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-15) break;
    }
    const { slope } = legendre(count, x);
    const weight = 1 / ((1 - x * x) * slope * slope);
    points[i] = (1 - x) / 2;
    points[count - 1 - i] = (1 + x) / 2;
    weights[i] = weight;
    weights[count - 1 - i] = weight;
  }
  return { points, weights };
}

/** The Legendre polynomial of a degree ≥ 1, and its derivative, at |x| < 1. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= degree; k++) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value;
    value = next;
  }
  return { value, slope: (degree * (before - x * value)) / (1 - x * x) };
}
