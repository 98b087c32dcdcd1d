/** Traces of events of one contact, or of several one after the other; those of each the latest first. */
export interface ContactTraces {
  readonly count: number;
  readonly occurredAt: Float64Array;
  /** When it had occurred, been ingested, and its contact been created. */
  readonly knownAt: Float64Array;
  readonly slot: Int32Array;
  /** By trace, code: of each text its position, then of each number two, see `amountOf`. */
  readonly codes: Int32Array;
  /** Codes of a trace. */
  readonly stride: number;
}
