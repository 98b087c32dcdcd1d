import { setImmediate } from 'node:timers/promises';
import type { Progress } from '../progress.ts';

/** How a training is run; nothing here changes a byte of its result but a search with a budget in minutes. */
export interface TrainingRun {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Milliseconds from any moment on, never backwards. */
  readonly clock: () => number;
}

/** Lets signals arrive between long computations. @throws HandraiseError `interrupted` once the signal is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
