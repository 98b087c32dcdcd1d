import { columnsOfFamily } from './computeFeatures.ts';
import type { Activity, Facts, FeatureColumn, FeatureFamily } from './family.ts';
import type { FoldedTotals } from './sweep/foldedTotals.ts';
import { partitionsNeeded } from './sweep/partitionPlan.ts';
import { type ActivityInput, streamActivity } from './sweep/streamActivity.ts';

/** Features to make of the events, and how. */
export interface StreamInput extends Omit<ActivityInput, 'partitions'> {
  readonly families: readonly FeatureFamily[];
  /** What the families see besides the events. */
  readonly facts: Omit<Facts, 'activity'>;
  /** What they see of the kinds. */
  readonly kinds: Omit<Activity, 'sweep'>;
  /** How many events there are, about. */
  readonly events: number;
  /** Bytes that what is folded may take at a time. */
  readonly memoryBudget: number;
  /** How many partitions to make at least; by default as many as the memory asks for. */
  readonly partitions?: number | undefined;
}

/** Features of some rows. */
export interface FeatureBlock {
  /** Positions in the snapshots. */
  readonly rows: Int32Array;
  /** The same ones for every block; valid until the next one comes. */
  readonly byFamily: ReadonlyMap<FeatureFamily, readonly FeatureColumn[]>;
}

/** How many partitions the events of an input are folded in. */
export function partitionsOfStream(
  input: Pick<StreamInput, 'shape' | 'events' | 'threads' | 'memoryBudget' | 'partitions'>,
): number {
  const atOnce = input.threads?.count ?? 1;
  const needed = partitionsNeeded(input.shape, input.events, atOnce, input.memoryBudget);
  return Math.max(input.partitions ?? 1, atOnce, needed);
}

/**
 * Features from one pass over the events per partition, handed over in blocks of rows: no more than some thousand rows are held at a time.
 *
 * @throws HandraiseError `resource` before taking more memory than allowed; `database`; `interrupted`.
 */
export function streamFeatures(input: StreamInput, visit: (block: FeatureBlock) => void): Promise<FoldedTotals> {
  const { families, facts, kinds } = input;
  return streamActivity({ ...input, partitions: partitionsOfStream(input) }, ({ rows, snapshots, activity }) => {
    const ofBlock: Facts = { ...facts, snapshots, activity: { ...kinds, sweep: activity } };
    visit({ rows, byFamily: new Map(families.map((family) => [family, columnsOfFamily(ofBlock, family)])) });
  });
}
