// What TypeScript can call. Memory is laid out by the caller; every function works on the addresses it is given.
// `thread` of `threads` run a function at the same time; functions without them run on one thread.

export { foldAccounts } from './accountFold';
export { binColumns } from './columnBins';
export { addMoments, addRange } from './columnStatistics';
export { contributions } from './contributions';
export { unframe } from './copyFrames';
export { addCurvature, curvatureOfBlock } from './curvature';
export { encodeBlock } from './designBlock';
export { expandBlock } from './eventBlock';
export { nextBurst } from './eventBursts';
export { foldEvents, recount } from './eventSweep';
export { sortTraces } from './eventTrace';
export { exponentials } from './exponential';
export { computeGradients, countRows, hashRows } from './gradients';
export { growTree, recordBytes } from './growth';
export { buildIndex } from './idIndex';
export { countCommon, listRows } from './listedBins';
export { logarithmsOfOnePlus } from './logarithm';
export { addSizes, evaluateBlock, marginsOfBlock } from './logistic';
export { turnBins } from './rowBins';
export { codeNumbers, margins } from './scoring';
export { binValidation, validateTree } from './validation';

/** The first byte that the kernel itself does not use. */
export function heapBase(): usize {
  return __heap_base;
}
