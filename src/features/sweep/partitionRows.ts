import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { type AccountPoints, accountPoints, noPoints } from './accountPoints.ts';
import type { SweepShape } from './sweepShape.ts';

/** The snapshot rows of one partition. */
export interface PartitionRows {
  readonly snapshots: SweepShape['snapshots'];
  readonly points: AccountPoints;
  readonly owned: Uint8Array | null;
  /** Positions in all snapshots of rows [from, to) of these. */
  positions(from: number, to: number): Int32Array;
}

/**
 * @param partition of each contact; null where there is only one.
 * @param withPoints whether the points of accounts are wanted; there are none else.
 */
export function rowsOfPartition(
  snapshots: Snapshots,
  { contacts, accounts }: Pick<Population, 'contacts' | 'accounts'>,
  partition: Int32Array | null,
  index: number,
  withPoints: boolean,
): PartitionRows {
  const pointsOf = (mine: SweepShape['snapshots']) => (withPoints ? accountPoints(mine, contacts, accounts) : noPoints);
  if (partition === null)
    return {
      snapshots,
      points: pointsOf(snapshots),
      owned: null,
      positions: consecutive,
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
    points: pointsOf(mine),
    owned,
    positions: (from, to) => positions.subarray(from, to),
  };
}

function consecutive(from: number, to: number): Int32Array {
  const positions = new Int32Array(to - from);
  for (let i = 0; i < positions.length; i++) positions[i] = from + i;
  return positions;
}
