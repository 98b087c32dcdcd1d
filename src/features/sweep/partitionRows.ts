import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { type AccountPoints, accountPoints } from './accountPoints.ts';
import type { SweepShape } from './sweepShape.ts';

/** The snapshot rows of one partition. */
export interface PartitionRows {
  readonly snapshots: SweepShape['snapshots'];
  readonly points: AccountPoints;
  readonly owned: Uint8Array | null;
  /** Positions in all snapshots of rows [from, to) of these. */
  positions(from: number, to: number): Int32Array;
}

/** @param partition of each contact; null where there is only one. */
export function rowsOfPartition(
  snapshots: Snapshots,
  { contacts, accounts }: Pick<Population, 'contacts' | 'accounts'>,
  partition: Int32Array | null,
  index: number,
): PartitionRows {
  if (partition === null)
    return {
      snapshots,
      points: accountPoints(snapshots, contacts, accounts),
      owned: null,
      positions: (from, to) => Int32Array.from({ length: to - from }, (_, i) => from + i),
    };
  const owned = new Uint8Array(partition.length);
  for (let contact = 0; contact < partition.length; contact++) owned[contact] = partition[contact] === index ? 1 : 0;
  let rows = 0;
  for (let row = 0; row < snapshots.rows; row++) rows += owned[snapshots.contact[row]!]!;
  const positions = new Int32Array(rows);
  const contact = new Int32Array(rows);
  const asOf = new Float64Array(rows);
  let next = 0;
  for (let row = 0; row < snapshots.rows; row++) {
    if (owned[snapshots.contact[row]!] === 0) continue;
    positions[next] = row;
    contact[next] = snapshots.contact[row]!;
    asOf[next++] = snapshots.asOf[row]!;
  }
  const mine = { rows, contact, asOf };
  return {
    snapshots: mine,
    points: accountPoints(mine, contacts, accounts),
    owned,
    positions: (from, to) => positions.subarray(from, to),
  };
}
