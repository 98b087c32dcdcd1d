import type { Population } from '../../snapshot/population.ts';
import { accountPoints } from './accountPoints.ts';
import type { ContactPartitions } from './partitions.ts';
import type { SweepShape } from './sweepShape.ts';

/** What one partition folds: of the contacts and rows of all, its own. */
export interface PartitionRows {
  readonly shape: SweepShape;
  /** Positions in all snapshots of rows [from, to) of these. */
  positions(from: number, to: number): Int32Array;
  /** Positions among all contacts of the contacts of these rows. */
  contacts(from: number, to: number): Int32Array;
}

/** @param whole of all contacts. @param partitions null where there is only one. */
export function rowsOfPartition(
  whole: SweepShape,
  { accounts }: Pick<Population, 'accounts'>,
  partitions: ContactPartitions | null,
  index: number,
): PartitionRows {
  if (partitions === null)
    return {
      shape: whole,
      positions: consecutive,
      contacts: (from, to) => whole.snapshots.contact.subarray(from, to),
    };
  const { positions, contacts, owned, localOf } = contactsOfPartition(whole, partitions, index);
  const { rowsAt, snapshots } = rowsOf(whole.snapshots, localOf);
  return {
    shape: {
      ...whole,
      snapshots,
      contacts,
      owned,
      positions,
      points: whole.folds.has('account') ? accountPoints(snapshots, contacts, accounts) : whole.points,
    },
    positions: (from, to) => rowsAt.subarray(from, to),
    contacts: (from, to) => snapshots.contact.subarray(from, to).map((contact) => positions[contact]!),
  };
}

interface PartitionContacts extends Pick<SweepShape, 'contacts' | 'owned'> {
  readonly positions: Int32Array;
  /** Position here of each of all contacts, −1 for one whose rows are not here. */
  readonly localOf: Int32Array;
}

function contactsOfPartition(
  { contacts }: SweepShape,
  { of, strays }: ContactPartitions,
  index: number,
): PartitionContacts {
  const isStray = strays.get(index);
  const positions: number[] = [];
  const localOf = new Int32Array(of.length).fill(-1);
  for (let contact = 0; contact < of.length; contact++) {
    if (of[contact] === index) localOf[contact] = positions.length;
    else if (!isStray?.has(contact)) continue;
    positions.push(contact);
  }
  return {
    positions: Int32Array.from(positions),
    contacts: {
      ids: positions.map((contact) => contacts.ids[contact]!),
      account: Int32Array.from(positions, (contact) => contacts.account[contact]!),
      createdAt: Float64Array.from(positions, (contact) => contacts.createdAt[contact]!),
    },
    owned: isStray ? Uint8Array.from(positions, (contact) => (of[contact] === index ? 1 : 0)) : null,
    localOf,
  };
}

function rowsOf(
  all: SweepShape['snapshots'],
  localOf: Int32Array,
): { readonly rowsAt: Int32Array; readonly snapshots: SweepShape['snapshots'] } {
  let rows = 0;
  for (let row = 0; row < all.rows; row++) if (localOf[all.contact[row]!]! >= 0) rows++;
  const rowsAt = new Int32Array(rows);
  const contact = new Int32Array(rows);
  const asOf = new Float64Array(rows);
  let next = 0;
  for (let row = 0; row < all.rows; row++) {
    const local = localOf[all.contact[row]!]!;
    if (local < 0) continue;
    rowsAt[next] = row;
    contact[next] = local;
    asOf[next++] = all.asOf[row]!;
  }
  return { rowsAt, snapshots: { rows, contact, asOf } };
}

function consecutive(from: number, to: number): Int32Array {
  const positions = new Int32Array(to - from);
  for (let i = 0; i < positions.length; i++) positions[i] = from + i;
  return positions;
}
