/** A monotone map from margins (log-odds) to probabilities. */
export interface FittedCalibrator {
  readonly method: string;
  /** Calibrated probabilities in [0, 1], never falling where margins rise. */
  probabilities(margins: Float64Array): Float64Array;
  /** Plain JSON from which `load` makes an equal calibrator. */
  parameters(): unknown;
}

/** Learns the map from data neither trained nor tested on. */
export interface Calibrator {
  readonly method: string;
  /** @throws HandraiseError `data` for no rows, one class, non-finite margins or lengths that differ. */
  fit(margins: Float64Array, label: Uint8Array, weight?: Float64Array): FittedCalibrator;
  /** @throws HandraiseError `artefact` when the parameters have the wrong shape. */
  load(parameters: unknown): FittedCalibrator;
}
