import { sha256Hex } from '../../numeric/hash.ts';
import type { EventSweep } from './eventSweep.ts';

/** What partitions read and left aside, as plain data that one process can send to another. */
export interface FoldedSums {
  readonly rows: number;
  readonly anomalies: Readonly<Record<string, number>>;
  /** Three sums over the rows, modulo 2^64. */
  readonly fingerprint: BigUint64Array;
}

/** What all partitions together read and left aside. */
export class FoldedTotals {
  readonly anomalies: Record<string, number> = {};
  rows = 0;
  readonly #fingerprint = new BigUint64Array(3);
  #progress = 0;

  add(sweep: EventSweep): void {
    this.addSums({ rows: sweep.rows, anomalies: sweep.anomalies(), fingerprint: sweep.fingerprint() });
  }

  addSums({ rows, anomalies, fingerprint }: FoldedSums): void {
    this.rows += rows;
    for (const [what, count] of Object.entries(anomalies))
      if (count > 0) this.anomalies[what] = (this.anomalies[what] ?? 0) + count;
    fingerprint.forEach((sum, i) => {
      this.#fingerprint[i]! += sum;
    });
  }

  sums(): FoldedSums {
    return { rows: this.rows, anomalies: this.anomalies, fingerprint: this.#fingerprint.slice() };
  }

  /**
   * 64 hexadecimal digits that do not depend on the order of the events, nor on partitions.
   *
   * It notices accidents; it is no proof against somebody who constructs events to collide.
   */
  fingerprint(): string {
    return sha256Hex(`${this.rows}:${this.#fingerprint.join(':')}`);
  }

  /** A listener to the progress of one partition that tells the sum of all of them. */
  progress(onProgress: ((events: number) => void) | undefined): (events: number) => void {
    let mine = 0;
    return (events) => {
      this.#progress += events - mine;
      mine = events;
      onProgress?.(this.#progress);
    };
  }
}
