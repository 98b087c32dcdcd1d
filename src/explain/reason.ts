/** Grouped contribution to a score, in log-odds, with the sentence a marketer reads. */
export interface Reason {
  readonly group: string;
  readonly contribution: number;
  /** Plain words with the value, such as `Opened 4 e-mails in the last 30 days`. */
  readonly sentence: string;
}

/** Why one row has its margin: base plus the contributions of all reasons. */
export interface Explanation {
  readonly base: number;
  /** Strongest first, ties by group; groups that contribute exactly nothing are absent. */
  readonly reasons: readonly Reason[];
}

/** Explains rows of one feature table, in the order asked. */
export type Explain = (rows: Int32Array) => readonly Explanation[];
