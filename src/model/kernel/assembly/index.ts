// What TypeScript can call. Memory is laid out by the caller; every function works on the addresses it is given.
// `thread` of `threads` run a function at the same time; functions without them run on one thread.
export { exponentials } from './exponential';

/** The first byte that the kernel itself does not use. */
export function heapBase(): usize {
  return __heap_base;
}
