/**
 * Searches entries that ascend by subject, then instant.
 *
 * @returns a function of (subject, instant) that gives how many entries come before: those of lower subjects, and those of the subject at
 *   earlier instants.
 */
export function entriesBefore(
  subjects: Int32Array,
  instants: Float64Array,
): (subject: number, instant: number) => number {
  return (subject, instant) => {
    let low = 0;
    let high = subjects.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const before = subjects[middle]! < subject || (subjects[middle]! === subject && instants[middle]! < instant);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
