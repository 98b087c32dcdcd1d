/** A monotone map from margins (log-odds) to probabilities. */
export interface FittedCalibrator {
  readonly method: string;
  /** Calibrated probabilities in [0, 1], never falling where margins rise. */
  probabilities(margins: Float64Array): Float64Array;
  /** Plain JSON from which `load` makes an equal calibrator. */
  parameters(): unknown;
}

/**
 * What a calibrator can put right in the probabilities of a model: `level`, how high they are in the mean; `slope`, how far they lie
 * apart; `ends`, the slope at the low end apart from that at the high end; `steps`, any curve that rises.
 */
export type Correction = 'level' | 'slope' | 'ends' | 'steps';

/** Fewer rows tell it noise from shape no more. What is not named is not asked for. */
export interface LeastRows {
  readonly rows?: number;
  readonly positives?: number;
  readonly ofEachClass?: number;
}

/** All that is known of a way to calibrate. Learns its map from data neither trained nor tested on. */
export interface Calibrator<Method extends string = string> {
  /** Its name in configurations and artefacts. */
  readonly method: Method;
  /** Its name in sentences. */
  readonly title: string;
  /** The probability of a margin m as a formula, with s = sigmoid(m). */
  readonly formula: string;
  /** How many parameters it has, in words where it depends on the rows. */
  readonly parameters: string;
  /** Who described it, and what other program fits it. */
  readonly source: string;
  readonly corrects: readonly Correction[];
  /**
   * The rows from which on `auto` looks at it; null where only its name chooses it, as for all that learn from the rows but do not set
   * the level: probabilities are added up to what a list is expected to bring.
   */
  readonly auto: LeastRows | null;
  /**
   * @param margins log-odds of rows that the model has not learned from
   * @param label 0 or 1 per row
   * @param weight ≥ 0 per row, by default 1
   * @throws HandraiseError `data` for no rows, one class, non-finite margins or lengths that differ.
   */
  fit(margins: Float64Array, label: Uint8Array, weight?: Float64Array): FittedCalibrator;
  /** @throws HandraiseError `artefact` when the parameters have the wrong shape. */
  load(parameters: unknown): FittedCalibrator;
}
