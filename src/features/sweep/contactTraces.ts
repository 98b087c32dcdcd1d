/** Traces of events of one contact, or of several one after the other; those of each the latest first. */
export interface ContactTraces {
  readonly count: number;
  readonly occurredAt: Float64Array;
  /** When it had occurred, been ingested, and its contact been created. */
  readonly knownAt: Float64Array;
  readonly slot: Int32Array;
  /** By trace, property. */
  readonly codes: Int32Array;
}
