import type { AttributeHistory } from '../snapshot/population.ts';

/**
 * Reads an attribute's history: the position of the value a subject had as of an instant, the last one set before it.
 *
 * @returns a function of (subject, instant) that gives an index into `history.value`, −1 where none was set yet.
 */
export function valueAsOf(history: AttributeHistory): (subject: number, instant: number) => number {
  const { subject, validFrom } = history;
  return (wanted, instant) => {
    let low = 0;
    let high = subject.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const before = subject[middle]! < wanted || (subject[middle]! === wanted && validFrom[middle]! < instant);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low > 0 && subject[low - 1]! === wanted ? low - 1 : -1;
  };
}
