import type { InventedRow } from '../../src/features/pointInTime/inventedCrm.ts';
import type { Population } from '../../src/snapshot/population.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';

/** Snapshots of rows that are in order. */
export function snapshotsOf({ contacts }: Population, rows: readonly InventedRow[]): Snapshots {
  const contact = Int32Array.from(rows, (row) => contacts.ids.indexOf(row.contact));
  return {
    rows: rows.length,
    contact,
    asOf: Float64Array.from(rows, ({ asOf }) => asOf),
    label: new Uint8Array(rows.length),
    unit: contact,
    ledger: { considered: rows.length, kept: rows.length, excluded: {} },
  };
}
