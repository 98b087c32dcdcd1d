import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/numeric/legendre.ts';

/** Abramowitz and Stegun (1964), table 25.4: positive abscissas over [−1, 1], and their weights. */
const table: [count: number, abscissa: number, weight: number][] = [
  [1, 0, 2],
  [2, 0.577350269189626, 1],
  [3, 0, 0.888888888888889],
  [3, 0.774596669241483, 0.555555555555556],
  [5, 0.538469310105683, 0.478628670499366],
  [5, 0.906179845938664, 0.236926885056189],
  [10, 0.148874338981631, 0.295524224714753],
  [10, 0.973906528517172, 0.066671344308688],
];

describe('Gauss-Legendre quadrature', () => {
  test.each(table)('of %d points has those of the table: %d', (count, abscissa, weight) => {
    const { points, weights } = gaussLegendre(count);
    for (const x of [abscissa, -abscissa]) {
      const at = points.findIndex((point) => Math.abs(2 * point - 1 - x) < 1e-14);
      expect(Math.abs(2 * weights[at]! - weight)).toBeLessThan(1e-14);
    }
  });

  test.each([1, 2, 3, 7, 16, 64, 128])('of %d points integrates the powers of t up to degree 2n − 1', (count) => {
    const { points, weights } = gaussLegendre(count);
    for (let degree = 0; degree < 2 * count; degree++) {
      const integral = points.reduce((sum, point, i) => sum + weights[i]! * point ** degree, 0);
      expect(Math.abs(integral - 1 / (degree + 1))).toBeLessThan(1e-14);
    }
  });

  test('has ascending points inside the interval', () => {
    const { points } = gaussLegendre(128);
    expect(points[0]).toBeGreaterThan(0);
    expect(points[127]).toBeLessThan(1);
    for (let i = 1; i < 128; i++) expect(points[i]! - points[i - 1]!).toBeGreaterThan(0);
  });

  test.each([0, -1, 1.5, 1001, Number.NaN])('does not exist with %d points', (count) => {
    expect(() => gaussLegendre(count)).toThrow(RangeError);
  });
});
