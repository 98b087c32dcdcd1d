/** The first position of [from, to), by default of all, whose value is ≥ `value`; `to` when none is. */
export function firstAtOrAfter(ascending: Float64Array, value: number, from = 0, to = ascending.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first position of [from, to), by default of all, whose value is > `value`; `to` when none is. */
export function firstAfter(ascending: Float64Array, value: number, from = 0, to = ascending.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
