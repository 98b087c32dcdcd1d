/** Numbers of rows of several sides, ascending. */
export function together(...sides: readonly Int32Array[]): Int32Array {
  return Int32Array.from(sides.flatMap((side) => [...side])).sort();
}
