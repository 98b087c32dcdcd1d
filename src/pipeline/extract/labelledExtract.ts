import { type LabelledRows, labelledRows } from '../../training/labelledRows.ts';
import type { Extract } from './extract.ts';

/** The snapshots of an extract with their features and outcomes. */
export function rowsOf({ features: { table }, snapshots }: Pick<Extract, 'features' | 'snapshots'>): LabelledRows {
  const { label, asOf, unit } = snapshots;
  return labelledRows({ table, label, asOf, unit });
}

/** The number of the account of each of the snapshots, by default of all; −1 for none. */
export function accountsOf(
  { population, snapshots }: Pick<Extract, 'population' | 'snapshots'>,
  rows: Int32Array = Int32Array.from(snapshots.contact.keys()),
): Int32Array {
  return Int32Array.from(rows, (row) => population.contacts.account[snapshots.contact[row]!]!);
}
