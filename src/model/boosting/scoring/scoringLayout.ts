import { type Address, MemoryPlan } from '../../../kernel/kernelMemory.ts';
import type { TreeEnsemble } from '../ensemble.ts';
import type { ByteColumns } from './byteColumns.ts';
import { type PathSplits, pathSplits } from './pathSplits.ts';

/** Rows that the kernel takes at a time. */
export const tileRows = 64;
/** A centre, thresholds filled up to 256, and their keys; see `codeNumbers` of the kernel. */
export const thresholdBytes = 16 + 8 * 256 + 4 * 16 + 4 * 256;
export const nodeBytes = 16;
export const setBytes = 32;
export const treeBytes = 16;
export const splitBytes = 56;
export const mostLeaves = 256;

/** Codes and contributions of a batch should stay in the second cache of a core. */
const batchBytes = 2 ** 20;
const mostBatchRows = 1024;
/** Decisions, and what is known of every edge, before products and tables; see `contributions` of the kernel. */
const workHeadBytes = 18_880;

/** Where the memory of a scorer holds what: an ensemble as the kernel reads it, and room for a batch of rows. */
export interface ScoringLayout {
  readonly bytes: number;
  readonly batchRows: number;
  readonly tileBytes: number;
  readonly thresholds: Address;
  readonly trees: Address;
  readonly nodes: Address;
  readonly sets: Address;
  readonly leafValues: Address;
  /** Leaf numbers of a tile: for each of 256 leaves its own, 64 times, and for each of 255 splits what its rows fall to. */
  readonly leaves: Address;
  readonly splitLeaves: Address;
  readonly paths: readonly PathSplits[];
  readonly splitTables: Address;
  /** Address of the points of each quadrature, by their number; weights follow. */
  readonly quadratures: ReadonlyMap<number, Address>;
  /** Values of one feature, codes, margins and contributions of a batch. */
  readonly values: Address;
  readonly codes: Address;
  readonly margins: Address;
  readonly contributions: Address;
  readonly work: Address;
}

/** Lays out the memory for an ensemble whose contributions go to `outputs` features. */
export function scoringLayout({ trees }: TreeEnsemble, columns: ByteColumns, outputs: number): ScoringLayout {
  const plan = new MemoryPlan();
  const splits = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const paths = trees.map(pathSplits);
  const rowBytes = columns.count + 8 * outputs;
  const tilesInBatch = Math.floor(batchBytes / Math.max(1, rowBytes) / tileRows);
  const batchRows = Math.min(Math.max(tilesInBatch * tileRows, tileRows), mostBatchRows);
  const work = paths.map((path) => workHeadBytes + 8 * quadraturePoints(path) * (1 + 14 * path.splits.length));
  const layout = {
    batchRows,
    tileBytes: columns.count * tileRows,
    paths,
    thresholds: plan.place(columns.numbers.length * thresholdBytes),
    trees: plan.place(trees.length * treeBytes),
    nodes: plan.place(splits * nodeBytes),
    sets: plan.place(splits * setBytes),
    leafValues: plan.place((splits + trees.length) * 8),
    leaves: plan.place(mostLeaves * tileRows, 64),
    splitLeaves: plan.place((mostLeaves - 1) * tileRows, 64),
    splitTables: plan.place(splits * splitBytes),
    quadratures: new Map(
      [...new Set(paths.map(quadraturePoints))]
        .filter((points) => points > 0)
        .map((points) => [points, plan.place(16 * points)] as const),
    ),
    values: plan.place(batchRows * 8, 64),
    codes: plan.place(batchRows * columns.count, 64),
    margins: plan.place(batchRows * 8, 64),
    contributions: plan.place(batchRows * outputs * 8, 64),
    work: plan.place(Math.max(0, ...work), 64),
  };
  return { ...layout, bytes: plan.bytes };
}

/** Points that integrate the products of a tree's paths exactly, made even for pairs of lanes. */
export function quadraturePoints({ widest }: PathSplits): number {
  return 2 * Math.ceil(widest / 4);
}
