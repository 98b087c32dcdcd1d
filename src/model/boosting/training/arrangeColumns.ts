import type { KernelFit } from './kernelFit.ts';
import { mostOthers, rowBytes } from './rowBinsBytes.ts';

/** Lists cost as much a row as so many features that stand by row. */
const fewestListed = 8;

/** Which columns of a fit are listed, and which stand by row: those of most bins first, so that neighbours have about as many. */
export interface ColumnOrder {
  readonly byRow: Int32Array;
  readonly listed: Int32Array;
}

/** Finds out which columns are worth a list and makes the lists. */
export async function orderColumns(fit: KernelFit): Promise<ColumnOrder> {
  const { crew, data, plan, record } = fit;
  const { buffer } = crew.memory;
  const { length } = data.columns;
  await crew.run('countCommon', plan.record);
  const others = new Int32Array(buffer, plan.otherRows, length);
  const binCount = new Int32Array(buffer, plan.binCount, length);
  const rows = data.label.length;
  const all = Int32Array.from({ length }, (_, feature) => feature);
  const few = all.filter((feature) => others[feature]! <= mostOthers(rows));
  const listed = few.length < fewestListed ? few.subarray(0, 0) : few;
  const isListed = new Set(listed);
  const byRow = all.filter((feature) => !isListed.has(feature)).sort((a, b) => binCount[b]! - binCount[a]! || a - b);
  shareLists(new Int32Array(buffer, plan.listedFrom, crew.threads + 1), listed, others);
  record.set({ lists: plan.rowBins + 64 * Math.ceil((rows * rowBytes(byRow.length)) / 64) });
  arrangeColumns(fit, { byRow, listed });
  if (listed.length > 0) await crew.run('listRows', plan.record);
  return { byRow, listed };
}

/** Gives columns their places in the histograms, and entries there. */
export function arrangeColumns({ crew, plan, record }: KernelFit, { byRow, listed }: ColumnOrder): void {
  const { buffer } = crew.memory;
  const places = byRow.length + listed.length;
  const arranged = new Int32Array(buffer, plan.arranged, places);
  arranged.set(byRow);
  arranged.set(listed, byRow.length);
  const binCount = new Int32Array(buffer, plan.binCount);
  const entryStart = new Int32Array(buffer, plan.entryStart, places + 1);
  arranged.forEach((feature, place) => {
    entryStart[place + 1] = entryStart[place]! + binCount[feature]! + 1;
  });
  record.set({ places, dense: byRow.length });
}

/** Where the listed columns of each thread begin, so that all have about as many entries to add up. */
function shareLists(from: Int32Array, listed: Int32Array, others: Int32Array): void {
  const threads = from.length - 1;
  const total = listed.reduce((sum, feature) => sum + others[feature]! + 1, 0);
  let thread = 1;
  let passed = 0;
  listed.forEach((feature, at) => {
    while (thread < threads && passed * threads >= total * thread) from[thread++] = at;
    passed += others[feature]! + 1;
  });
  from.fill(listed.length, thread);
}
