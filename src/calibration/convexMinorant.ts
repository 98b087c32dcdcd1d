/**
 * For each point of a path, the next corner of the greatest convex minorant of the path from there on; the last has itself.
 * Following it from any point gives all corners. Linear in the points.
 *
 * @param x ascending. @param y of the same length.
 */
export function nextCorners(x: Float64Array, y: Float64Array): Int32Array {
  const next = new Int32Array(x.length);
  const last = x.length - 1;
  next[last] = last;
  for (let i = last - 1; i >= 0; i--) {
    let corner = i + 1;
    while (corner < last && !turnsUp(x, y, i, corner, next[corner]!)) corner = next[corner]!;
    next[i] = corner;
  }
  return next;
}

/** The same backwards: the corner before each point of the greatest convex minorant of the path up to there. */
export function previousCorners(x: Float64Array, y: Float64Array): Int32Array {
  const previous = new Int32Array(x.length);
  for (let i = 1; i < x.length; i++) {
    let corner = i - 1;
    while (corner > 0 && !turnsUp(x, y, previous[corner]!, corner, i)) corner = previous[corner]!;
    previous[i] = corner;
  }
  return previous;
}

/** The path a, b, c is steeper after b than before. */
function turnsUp(x: Float64Array, y: Float64Array, a: number, b: number, c: number): boolean {
  return (y[c]! - y[b]!) * (x[b]! - x[a]!) > (y[b]! - y[a]!) * (x[c]! - x[b]!);
}
