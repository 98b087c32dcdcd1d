import { MemoryPlan } from '../../../kernel/kernelMemory.ts';
import type { GrowthOptions } from '../options.ts';
import { blockFeatures, rowBinsBytes } from './rowBinsBytes.ts';
import { trainingBytes } from './trainingRecord.ts';

/** What decides how much memory a fit takes. */
export interface TrainingShape {
  readonly rows: number;
  readonly features: number;
  readonly maxBins: number;
  /** Bins of each feature at most, the one for missing values included. */
  readonly mostBins: readonly number[];
  readonly leaves: number;
  readonly threads: number;
  readonly weighted: boolean;
  readonly validationRows: number;
  readonly validationWeighted: boolean;
}

/** A thread's narrow histogram of the features of a block, each followed by a line; and its room to put levels in order. */
const blockBytes = blockFeatures * (256 * 16 + 64);
const levelRoomBytes = 4096;
/** How often each of six digits has each of 2,048 values. */
const sortCounterBytes = 6 * 2048 * 4;
const entryBytes = 24;
/** Columns staged at a time, and the bytes they take at most unless a single one takes more; the next are copied meanwhile. */
const stagedColumns = 4;
const stagedBytes = 2 ** 25;

/** Addresses of every array of a fit. Room to stage and sort columns is needed before trees grow, so both phases share it. */
export function planTraining(shape: TrainingShape, options: GrowthOptions) {
  const { rows, features, threads, leaves, validationRows } = shape;
  const plan = new MemoryPlan();
  const place = (bytes: number) => plan.place(bytes);
  const own = {
    record: place(trainingBytes.training),
    barrier: plan.place(64, 64),
    // Gradients are computed two rows at a time, so there is room for one behind the last.
    weight: shape.weighted ? place(8 * (rows + 1)) : 0,
    label: place(rows + 1),
    margin: place(8 * (rows + 1)),
    lanes: place(16 * (rows + 1)),
    rowHash: options.rowSample < 1 ? place(4 * (rows + 1)) : 0,
    columnBins: place(rows * features),
    rowBins: plan.place(rowBinsBytes(rows, features), 64),
    binCount: place(4 * features),
    commonBin: place(4 * features),
    otherRows: place(4 * features),
    arranged: place(4 * features),
    entryStart: place(4 * (features + 1)),
    listedFrom: place(4 * (threads + 1)),
    listEnds: place(4 * threads * (rows + 1)),
    isCategory: place(features),
    monotone: place(features),
    inUse: place(features),
    edges: place(8 * features * shape.maxBins),
    validationBins: place(validationRows * features),
    validationLabel: place(validationRows),
    validationWeight: shape.validationWeighted ? place(8 * validationRows) : 0,
    validationMargin: place(8 * validationRows),
    validationLoss: place(8 * threads),
  };
  const staging = plan.fork();
  const columnBytes = 8 * Math.max(rows, validationRows);
  const columns = Math.max(1, Math.min(stagedColumns, features, Math.floor(stagedBytes / columnBytes)));
  const sortRoomBytes = 16 * Math.ceil((24 * rows) / 16) + 16 + sortCounterBytes;
  const staged = [staging.place(columns * columnBytes), staging.place(columns * columnBytes)] as const;
  const sortRoom = staging.place(threads * sortRoomBytes);
  const growing = plan.fork();
  const entries = shape.mostBins.reduce((sum, bins) => sum + bins, 0);
  const histogramBytes = entries * entryBytes;
  const narrowBytes = Math.max(blockBytes, 16 * entries);
  const grown = {
    exact: growing.place(16 * (rows + 1)),
    order: growing.place(4 * rows),
    leftRows: growing.place(4 * rows),
    rightRows: growing.place(4 * rows),
    narrow: growing.place(threads * narrowBytes),
    partials: growing.place(threads * blockFeatures * 256 * entryBytes),
    histograms: growing.place(leaves * histogramBytes),
    rootSums: growing.place(32 * threads),
    leafSums: growing.place(16 * threads * leaves),
    candidates: growing.place(2 * threads * trainingBytes.candidate),
    levelRoom: growing.place(threads * levelRoomBytes),
    leaves: growing.place(leaves * trainingBytes.leaf),
    leafCandidates: growing.place(leaves * trainingBytes.candidate),
    splits: growing.place(leaves * trainingBytes.split),
    leftCounts: growing.place(4 * threads),
    goesLeft: growing.place(256),
  };
  return {
    ...own,
    ...grown,
    staged,
    stagedColumns: columns,
    sortRoom,
    sortRoomBytes,
    histogramBytes,
    narrowBytes,
    bytes: Math.max(staging.bytes, growing.bytes),
  };
}

export type TrainingPlan = ReturnType<typeof planTraining>;
