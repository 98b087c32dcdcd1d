import { mix32 } from '../../numeric/hash.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';

/** One row of the snapshots per unit, ascending, and whether the unit was won. */
export interface UnitRows {
  readonly rows: Int32Array;
  readonly won: Uint8Array;
}

/**
 * One row per unit, so that the units are independent of one another: of a unit that was won the first row that was followed by the outcome, as of its date;
 * of every other a row drawn among its own.
 *
 * @param among the rows to choose from: those of past dates whose horizon is over
 */
export function unitRows(
  { unit, label, asOf }: Pick<Snapshots, 'unit' | 'label' | 'asOf'>,
  among: Int32Array,
  seed: number,
): UnitRows {
  const units = among.reduce((most, row) => Math.max(most, unit[row]!), -1) + 1;
  const chosen = new Int32Array(units).fill(-1);
  const isBetter = (row: number, than: number): boolean => {
    if (label[row] !== label[than]) return label[row] === 1;
    if (label[row] === 1 && asOf[row] !== asOf[than]) return asOf[row]! < asOf[than]!;
    const [own, other] = [mix32(row, seed), mix32(than, seed)];
    return own !== other ? own < other : row < than;
  };
  for (const row of among) {
    const known = chosen[unit[row]!]!;
    if (known < 0 || isBetter(row, known)) chosen[unit[row]!] = row;
  }
  const rows = chosen.filter((row) => row >= 0).sort();
  return { rows, won: Uint8Array.from(rows, (row) => label[row]!) };
}
