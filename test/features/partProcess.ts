// A process that makes the features of one partition, and sends them to its parent.
import { probeSources } from '../../src/crm/source.ts';
import { openDatabase } from '../../src/database/connection.ts';
import { withSharedSnapshot } from '../../src/database/sharedSnapshot.ts';
import { buildFeaturePart } from '../../src/features/engine/featurePart.ts';
import { knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';
import type { Partition } from '../../src/features/sweep/partitions.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { programOf, smallConfig } from './databaseCrm.ts';
import { snapshotsOf } from './snapshotsOf.ts';

/** What the parent sends. */
export interface PartOrder {
  readonly connectionString: string;
  readonly snapshot: string;
  readonly partition: Partition;
  readonly lookbackDays: readonly number[];
  readonly rows: readonly InventedRow[];
}

process.once('message', async ({ connectionString, snapshot, partition, lookbackDays, rows }: PartOrder) => {
  const config = smallConfig(lookbackDays);
  const program = programOf(config);
  const handle = await openDatabase({ connectionString, directory: '' });
  const sources = await probeSources(handle, config.source);
  const part = await withSharedSnapshot(connectionString, snapshot, async (client) => {
    const population = await readPopulation(client, sources, program, { knownBefore });
    const snapshots = snapshotsOf(population, rows);
    const input = { client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 28 };
    return buildFeaturePart(input, partition);
  });
  await handle.close();
  process.send!(part, () => process.disconnect());
});
