import type { Activity, Facts, FeatureColumn, FeatureFamily } from '../family.ts';
import type { FoldedTotals } from '../sweep/foldedTotals.ts';
import { type ActivityInput, streamActivity } from '../sweep/streamActivity.ts';
import { columnsOfFamily } from './computeFeatures.ts';

/** Features to make of the events, and how. */
export interface StreamInput extends ActivityInput {
  readonly families: readonly FeatureFamily[];
  /** What the families see besides the events. */
  readonly facts: Omit<Facts, 'activity'>;
  /** What they see of the kinds. */
  readonly kinds: Omit<Activity, 'sweep'>;
}

/** Features of some rows. */
export interface FeatureBlock {
  /** Positions in the snapshots. */
  readonly rows: Int32Array;
  /** The same ones for every block; valid until the next one comes. */
  readonly byFamily: ReadonlyMap<FeatureFamily, readonly FeatureColumn[]>;
}

/**
 * Features from one pass over the events per partition, handed over in blocks of rows: no more than some thousand rows are held at a time.
 *
 * @throws HandraiseError `resource` before taking more memory than allowed; `database`; `interrupted`.
 */
export function streamFeatures(input: StreamInput, visit: (block: FeatureBlock) => void): Promise<FoldedTotals> {
  const { families, facts, kinds } = input;
  return streamActivity(input, ({ rows, snapshots, activity }) => {
    const ofBlock: Facts = { ...facts, snapshots, activity: { ...kinds, sweep: activity } };
    visit({ rows, byFamily: new Map(families.map((family) => [family, columnsOfFamily(ofBlock, family)])) });
  });
}
