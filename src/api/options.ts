import type { AcceptedGate } from '../monitor/acceptedGates.ts';

/** An instant: a `Date`, or an ISO date (its UTC midnight) or date-time with an offset, such as `2026-07-01T08:30:00Z`. */
export type InstantInput = Date | string;

/** Which instant a job takes for now. */
export interface AsOfOptions {
  /** Only what was known before this instant is known; by default `asOf` of the configuration, else the database's now. */
  readonly asOf?: InstantInput;
}

/** What a training is told. */
export interface TrainOptions extends AsOfOptions {
  /** Make the model champion if its gates let it; by default it is registered only. */
  readonly promote?: boolean;
  /** Gates of the data that may block without keeping the model from being trained, and why; the reasons go on record. */
  readonly accept?: readonly AcceptedGate[];
}

/** What a scoring is told. */
export interface ScoreOptions extends AsOfOptions {
  /** Gates that may block without keeping the ranking from being published, and why; the reasons go on record. */
  readonly accept?: readonly AcceptedGate[];
}

/** What a back-test is told. */
export interface BacktestOptions extends AsOfOptions {
  /** How many of the last dates, 1 to 500; by default 8. */
  readonly origins?: number;
  /** How many contacts are called at each date, 1 to 20,000; by default 200. */
  readonly k?: number;
  /** HTML file to write as well. */
  readonly report?: string;
}

/** What an evaluation is told. */
export interface EvaluateOptions extends AsOfOptions {
  /** Which model; by default the champion. */
  readonly model?: string;
}

/** What a recalibration is told. */
export interface RecalibrateOptions extends AsOfOptions {
  /** Make the corrected model champion if its gates let it; by default it is registered only. */
  readonly promote?: boolean;
}

/** What an override is told. */
export interface OverrideOptions {
  /** Why; shown beside the contact. */
  readonly reason: string;
  /** When it ends; by default never. */
  readonly until?: InstantInput;
}

/** What a decision about a stage is told. */
export interface StageOptions {
  /** Why; `timing` and `wrongly scored`, or what the program calls them, say that sales gives the contact back. */
  readonly reason: string;
  /** Who decides; by default the database role. */
  readonly by?: string;
}

/** How much of a list is read. */
export interface ListOptions {
  /** The first so many; by default all. Of a list of hundreds of thousands all take gigabytes of memory. */
  readonly limit?: number;
}
