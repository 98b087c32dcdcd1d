import type { Notice } from '../notice/notice.ts';
import type { Column, Table } from '../table/table.ts';

/** What an estimator learns from: feature columns, labels 0 or 1, weights ≥ 0 (by default 1). */
export interface Dataset {
  readonly table: Table;
  readonly label: Uint8Array;
  readonly weight?: Float64Array;
}

/** How a fit is run. Nothing here but the validation rows changes a byte of the model. */
export interface FitRun {
  /** Rows of later dates, by which a learner that grows step by step knows when to stop; others leave them aside. */
  readonly validation?: Dataset | undefined;
  /** Threads to compute on; by default as many as the machine has, and one where the work is small. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears how many of how many steps are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Row-major contributions in log-odds: `values[row * width + feature]`; base + a row's sum is its margin. */
export interface Contributions {
  readonly base: number;
  readonly features: readonly string[];
  readonly values: Float64Array;
}

/** A model that scores tables with the columns it was fitted on, found by name. */
export interface FittedModel {
  readonly family: string;
  /** Columns the table must have, in the order of `contributions`. */
  readonly features: readonly string[];
  /** What the reader of the model must know, such as that the fit did not converge; absent when there is nothing. */
  readonly warnings?: readonly Notice[];
  /** Log-odds per row, uncalibrated, finite: `decision_function` of scikit-learn. A calibrator makes probabilities of them. */
  margins(table: Table): Float64Array;
  /**
   * What gives the margins of the rows of a table in which one column stands in the place of that of the same name: those of
   * `margins`, to the last bit, but columns are checked and read once. The columns of the table must stay as they are.
   */
  varying(table: Table): (replacement: Column) => Float64Array;
  contributions(table: Table): Contributions;
  /** Strength per feature, ≥ 0, comparable within the model. */
  importance(): readonly { readonly feature: string; readonly strength: number }[];
  /** Plain JSON from which the family's `load` makes an equal model. */
  parameters(): unknown;
}

/** A learner of log-odds for a binary label. */
export interface Estimator {
  readonly family: string;
  /**
   * Learns from rows whose order, split into weights, and the threads they are worked on by change no byte of the model.
   * Leaves the data as it was.
   *
   * @throws HandraiseError (by rejection) `data` for no rows, labels other than 0 and 1, a single class (except the base
   *   rate), lengths that differ, infinite values, weights that are negative or not finite; `interrupted` once the signal
   *   is aborted; `resource` where memory or threads are not to be had.
   */
  fit(data: Dataset, run?: FitRun): Promise<FittedModel>;
  /** @throws HandraiseError `artefact` when the parameters have the wrong shape. */
  load(parameters: unknown): FittedModel;
}
