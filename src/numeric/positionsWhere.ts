/** Positions of the values for which something holds, ascending. */
export function positionsWhere(values: Int32Array, holds: (value: number) => boolean): Int32Array {
  const positions = new Int32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++) if (holds(values[at]!)) positions[count++] = at;
  return positions.slice(0, count);
}
