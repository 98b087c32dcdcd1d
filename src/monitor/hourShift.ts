import { movedShare } from './binShift.ts';

/** An hour is what daylight saving shifts. */
const leastHours = 2;
/** Moved back by the right number of hours, events are nearly those of before: at most this share of the difference is left. */
const mostLeft = 0.5;

/** By how many hours counts lie later than others, and the share of them that lies elsewhere as they are. */
export interface HourShift {
  /** 0 where no number of hours from two on explains at least half of the difference. */
  readonly by: number;
  readonly moved: number;
}

/**
 * The number of hours, up to a greatest in both directions, by which counts have to be moved to lie nearest to those of before.
 *
 * @param at counts that lie so many hours later.
 * @param leastMoved below this share of them elsewhere nothing is asked.
 */
export function hourShift(
  before: readonly number[],
  at: (hours: number) => readonly number[],
  { mostHours, leastMoved }: { readonly mostHours: number; readonly leastMoved: number },
): HourShift {
  const moved = movedShare(before, at(0));
  let [by, left] = [0, moved];
  for (let hours = 1; hours <= mostHours; hours++)
    for (const other of [hours, -hours]) {
      const share = movedShare(before, at(other));
      if (share < left) [by, left] = [other, share];
    }
  const isShift = Math.abs(by) >= leastHours && moved >= leastMoved && left <= mostLeft * moved;
  return { by: isShift ? by : 0, moved };
}
