import { microsecondsPerDay } from '../../snapshot/population.ts';
import type { Lookback } from './lookback.ts';

/**
 * Days of 24 hours, counted back from each row's as-of instant, on which anything happened: one bit each.
 *
 * Day k of a row as of t is [t − (k + 1) days, t − k days). Each bucket between two windows has bits of its own, so
 * that a window may end within a day.
 */
export class ActiveDays {
  readonly #words: Uint32Array;
  readonly #wordsPerRow: number;
  readonly #layout: readonly BucketLayout[];

  constructor(rows: number, lookback: Lookback) {
    this.#layout = layoutOf(lookback);
    this.#wordsPerRow = wordsPerRow(lookback);
    this.#words = new Uint32Array(rows * this.#wordsPerRow);
  }

  /** Bytes the bits of one row take. */
  static bytesPerRow(lookback: Lookback): number {
    return 4 * wordsPerRow(lookback);
  }

  /** Marks the day of something that is `age` microseconds old (> 0) and falls into `bucket`. */
  add(row: number, bucket: number, age: number): void {
    const { firstDay, firstBit } = this.#layout[bucket]!;
    const bit = firstBit + Math.ceil(age / microsecondsPerDay) - 1 - firstDay;
    const word = row * this.#wordsPerRow + (bit >>> 5);
    this.#words[word] = this.#words[word]! | (1 << (bit & 31));
  }

  /** Distinct active days of a row within the window. */
  count(row: number, window: number): number {
    const base = row * this.#wordsPerRow;
    let days = 0;
    let last = -1;
    for (let bucket = 0; bucket <= window; bucket++) {
      const { firstDay, firstBit, days: span } = this.#layout[bucket]!;
      for (let i = 0; i < span; i++) {
        const bit = firstBit + i;
        if (((this.#words[base + (bit >>> 5)]! >>> (bit & 31)) & 1) === 0) continue;
        // A day that two buckets share counts once.
        if (firstDay + i !== last) days++;
        last = firstDay + i;
      }
    }
    return days;
  }
}

interface BucketLayout {
  readonly firstDay: number;
  readonly days: number;
  readonly firstBit: number;
}

function layoutOf({ spans }: Lookback): BucketLayout[] {
  const layout: BucketLayout[] = [];
  let firstBit = 0;
  let from = 0;
  for (const to of spans) {
    const firstDay = Math.floor(from / microsecondsPerDay);
    const days = Math.ceil(to / microsecondsPerDay) - firstDay;
    layout.push({ firstDay, days, firstBit });
    firstBit += days;
    from = to;
  }
  return layout;
}

function wordsPerRow(lookback: Lookback): number {
  const last = layoutOf(lookback).at(-1)!;
  return Math.ceil((last.firstBit + last.days) / 32);
}
