/** What the kernel exports; see `assembly/` for what each function does. */
export interface KernelExports {
  heapBase(): number;
  recordBytes(which: number): number;
  countRows(thread: number, threads: number, record: number): void;
  hashRows(thread: number, threads: number, record: number): void;
  binColumns(thread: number, threads: number, record: number, staged: number, first: number, count: number): void;
  turnBins(thread: number, threads: number, record: number): void;
  countCommon(thread: number, threads: number, record: number): void;
  listRows(thread: number, threads: number, record: number): void;
  computeGradients(thread: number, threads: number, record: number, tree: number): void;
  growTree(thread: number, threads: number, record: number, next: number): void;
  binValidation(thread: number, threads: number, record: number, staged: number, first: number, count: number): void;
  validateTree(thread: number, threads: number, record: number): void;
  exponentials(x: number, out: number, count: number): void;
  logarithmsOfOnePlus(x: number, out: number, count: number): void;
  addRange(column: number, count: number): void;
  addMoments(column: number, count: number): void;
  encodeBlock(block: number): void;
  evaluateBlock(pass: number, block: number): void;
  addSizes(pass: number, block: number): void;
  marginsOfBlock(pass: number, block: number): void;
  curvatureOfBlock(pass: number, block: number): void;
  addCurvature(
    block: number,
    columns: number,
    count: number,
    first: number,
    last: number,
    tile: number,
    out: number,
  ): void;
  buildIndex(index: number): void;
  unframe(fold: number, from: number, to: number, out: number): number;
  foldEvents(fold: number, from: number, to: number): number;
  nextBurst(fold: number, from: number, contacts: number): number;
  recount(fold: number, contact: number, slot: number, occurredAt: number, knownAt: number, by: number): void;
  sortTraces(fold: number, contacts: number): void;
  foldAccounts(fold: number, contacts: number, accounts: number): void;
  expandBlock(fold: number, firstContact: number, endContact: number, rows: number): void;
  codeNumbers(values: number, thresholds: number, codes: number, tileBytes: number, rows: number): void;
  margins(
    trees: number,
    treeCount: number,
    base: number,
    tile: number,
    tileBytes: number,
    rows: number,
    leafNumbers: number,
    out: number,
  ): void;
  contributions(
    nodes: number,
    splits: number,
    splitTable: number,
    quadrature: number,
    points: number,
    tile: number,
    tileBytes: number,
    rows: number,
    work: number,
    out: number,
    outBytes: number,
  ): void;
}

/** Functions that all threads of a crew run at the same time, called as `name(thread, threads, ...parameters)`. */
export type CrewFunction = {
  [Name in keyof KernelExports]: KernelExports[Name] extends (
    thread: number,
    threads: number,
    ...parameters: number[]
  ) => void
    ? Name
    : never;
}[keyof KernelExports];
