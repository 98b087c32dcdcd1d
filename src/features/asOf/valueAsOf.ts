import type { AttributeHistory } from '../../snapshot/population.ts';
import { entriesBefore } from './entriesBefore.ts';

/**
 * Reads an attribute's history: the position of the value a subject had as of an instant, the last one set before it.
 *
 * @returns a function of (subject, instant) that gives an index into `history.value`, −1 where none was set yet.
 */
export function valueAsOf(history: AttributeHistory): (subject: number, instant: number) => number {
  const before = entriesBefore(history.subject, history.validFrom);
  return (subject, instant) => {
    const position = before(subject, instant) - 1;
    return position >= 0 && history.subject[position] === subject ? position : -1;
  };
}
