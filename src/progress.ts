/** Hears how a long piece of work goes on. */
export interface Progress {
  /** A stage begins, such as `reading events`. */
  stage(name: string): void;
  /** So much of the present stage is done. */
  advance(done: number, total: number): void;
}

/** Hears nothing. */
export const silent: Progress = { stage: () => undefined, advance: () => undefined };
