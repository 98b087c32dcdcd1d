import { HandraiseError } from '../../errors.ts';
import type { FeatureColumn } from '../family.ts';
import { type FoldedSums, FoldedTotals } from '../sweep/foldedTotals.ts';
import type { Partition } from '../sweep/partitions.ts';
import { ColumnGather } from './columnGather.ts';
import { type PlanInput, planFeatures } from './featurePlan.ts';
import { streamFeatures } from './streamFeatures.ts';

/** Features of the events of one partition: plain data that one process can send to another. */
export interface FeaturePart {
  readonly partition: Partition;
  readonly blocks: readonly {
    /** Positions in the snapshots of all partitions. */
    readonly rows: Int32Array;
    /** One list per family that reads events, in the order of the families. */
    readonly columns: readonly (readonly FeatureColumn[])[];
  }[];
  readonly sums: FoldedSums;
}

/**
 * Makes the features of the events of one partition, for `buildFeatures` in another process to put together with the others.
 *
 * Every process reads the same population from the same snapshot of the database (`withSharedSnapshot`), and makes as many partitions.
 *
 * @param input as that of `buildFeatures`; its `partitions` and `threads` play no part.
 * @throws HandraiseError `usage` for a partition there is not; `resource` when it does not fit the budget; `database`; `interrupted`.
 */
export async function buildFeaturePart(input: PlanInput, partition: Partition): Promise<FeaturePart> {
  const { index, of } = partition;
  if (!(Number.isInteger(index) && Number.isInteger(of) && index >= 0 && index < of))
    throw new HandraiseError('usage', `there is no partition ${index} of ${of}; the first one is 0`);
  const { threads: _alone, partitions: _asked, ...rest } = input;
  const { facts, events } = await planFeatures(rest);
  if (events === null) return { partition, blocks: [], sums: new FoldedTotals().sums() };
  const { families, shape, kinds, partitioning } = events;
  if (partitioning.partitions > of)
    throw new HandraiseError('resource', `one of ${of} partitions does not fit the memory allowed`, {
      hint: `make at least ${partitioning.partitions} partitions, or allow more memory`,
    });
  const { client, sources, population, snapshots, knownBefore, signal } = input;
  const blocks: FeaturePart['blocks'][number][] = [];
  const totals = await streamFeatures(
    {
      ...{ client, sources, population, snapshots, knownBefore, shape, families, facts, kinds, signal },
      partitions: of,
      only: index,
    },
    ({ rows, byFamily }) => {
      blocks.push({ rows: rows.slice(), columns: families.map((family) => copied(byFamily.get(family) ?? [], rows)) });
    },
  );
  const { anomalies, ...sums } = totals.sums();
  const valuesAside = facts.anomalies.counts() as Record<string, number>;
  return { partition, blocks, sums: { ...sums, anomalies: { ...valuesAside, ...anomalies } } };
}

/** Columns of a block are valid until the next one comes. */
function copied(columns: readonly FeatureColumn[], rows: Int32Array): FeatureColumn[] {
  const gather = new ColumnGather(rows.length);
  gather.add(
    rows.map((_, position) => position),
    columns,
  );
  return gather.columns();
}

/**
 * The parts in the order of their partitions.
 *
 * @throws HandraiseError `usage` unless they are all of one division, each once, and have every row.
 */
export function inOrderOfPartitions(parts: readonly FeaturePart[], rows: number): readonly FeaturePart[] {
  const ordered = parts.toSorted((a, b) => a.partition.index - b.partition.index);
  const found = ordered.flatMap(({ blocks }) => blocks).reduce((sum, block) => sum + block.rows.length, 0);
  const whole = ordered.every(({ partition }, index) => partition.index === index && partition.of === parts.length);
  if (whole && found === rows) return ordered;
  throw new HandraiseError(
    'usage',
    `partitions ${ordered.map(({ partition }) => `${partition.index} of ${partition.of}`).join(', ')} with ${found} rows are not all of the ${rows} rows`,
    { hint: 'make every partition of one division once, from one snapshot of the database' },
  );
}
