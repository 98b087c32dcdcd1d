import type { SweepShape } from './sweepShape.ts';

/** Positions of ids that are whole numbers close together: a place per number of a range. */
export interface NumberTable {
  /** The number of the first place. */
  readonly first: number;
  /** Position of the id, plus one; 0 for a number that is none. */
  readonly places: Int32Array;
}

/** Places per id that are worth their memory: an index of the ids takes eight times as much. */
const placesPerId = 8;

/** The table of the ids of contacts, where events hold numbers; null where they lie too far apart. Ids that no whole number is written as are in none. */
export function numberTable({ numbers: areNumbers, contacts: { ids } }: SweepShape): NumberTable | null {
  if (!areNumbers) return null;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  const numbers = Float64Array.from(ids, numberOf);
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  const range = greatest - least + 1;
  if (!(range > 0 && range <= placesPerId * ids.length)) return null;
  const places = new Int32Array(range);
  for (const [position, number] of numbers.entries()) if (!Number.isNaN(number)) places[number - least] = position + 1;
  return { first: least, places };
}

/** NaN for what Postgres writes no whole number as, ±Infinity for those that this language cannot tell apart. */
function numberOf(id: string): number {
  const number = Number(id);
  if (Number.isSafeInteger(number)) return String(number) === id ? number : Number.NaN;
  return /^-?[1-9][0-9]*$/.test(id) ? number * Number.POSITIVE_INFINITY : Number.NaN;
}
