import type { Ledger } from './ledger.ts';

/** Eligible (contact, as-of) rows, ascending by contact, then as-of. */
export interface Snapshots {
  readonly rows: number;
  /** Index into the contacts of the population. */
  readonly contact: Int32Array;
  readonly asOf: Float64Array;
  /** 1 if an outcome falls in [as-of, as-of + horizon), 0 if none; all 0 where outcomes lie ahead. */
  readonly label: Uint8Array;
  /** Cluster of the row: rows of one account (or contact) share a number. */
  readonly unit: Int32Array;
  readonly ledger: Ledger;
}

/** Rows of a snapshot set on each side of the split, ascending; every number indexes the snapshots. */
export interface Split {
  readonly train: Int32Array;
  readonly calibration: Int32Array;
  readonly test: Int32Array;
  /** First as-of date of the calibration and of the test side. */
  readonly calibrationFrom: number;
  readonly testFrom: number;
  /** Whether sides are told apart by unit and not by date, for want of dates: then time is not tested. */
  readonly byUnit: boolean;
  readonly ledger: Ledger;
}
