import { availableParallelism, totalmem } from 'node:os';

/** A quarter of the machine's memory in bytes, or of what the process may use of it (such as a container's limit) where that is less. */
export function defaultMemory(): number {
  // 0 where nothing limits the process.
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.floor(Math.min(totalmem(), limit) / 4);
}

/** One fewer than the processors the process may use, for the database works meanwhile; from 1 to 4. */
export function defaultThreads(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 4);
}
