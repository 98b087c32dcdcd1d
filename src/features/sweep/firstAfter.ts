/** Position of the first of ascending instants after one; their number where there is none. */
export function firstAfter(instants: Float64Array, instant: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
