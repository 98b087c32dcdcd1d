/** Features whose bins of one row stand side by side. */
export const blockFeatures = 64;

/** A feature whose common bin all but so many rows have can be listed: see `listedBins.ts` of the kernel. */
const fewOthers = 1 / 8;

/** Rows of a feature outside its common bin, at most, where it is listed. */
export function mostOthers(rows: number): number {
  return Math.floor(rows * fewOthers);
}

/** Bytes per row of the bins by row: full blocks, and the last one at the next power of two from 8 on. */
export function rowBytes(features: number): number {
  const rest = features % blockFeatures;
  return features - rest + (rest === 0 ? 0 : Math.max(8, 2 ** Math.ceil(Math.log2(rest))));
}

/** The most that the bins by row of some features and the lists of the others can take: see `orderColumns`. */
export function rowBinsBytes(rows: number, features: number): number {
  let most = 0;
  for (let byRow = 0; byRow <= features; byRow++)
    most = Math.max(most, rows * rowBytes(byRow) + 64 + 4 * mostOthers(rows) * (features - byRow));
  return most;
}
