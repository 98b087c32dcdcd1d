import { mix32 } from '../../numeric/hash.ts';
import { take } from '../../numeric/take.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { clusterNumbers } from './clusterTest.ts';

/** Who could be won, each person once, and which of them were. */
export interface People {
  /** 1 or 0 per person. */
  readonly won: Uint8Array;
  /** Number of the unit of each, below `clusters`: people of one account are not independent of one another. */
  readonly cluster: Int32Array;
  readonly clusters: number;
}

/** People as rows of the snapshots, ascending. */
export interface PeopleRows extends People {
  readonly rows: Int32Array;
}

/**
 * One row per contact: of who was won the first row that was followed by the outcome, as of its date; of everybody else a row drawn among the own.
 *
 * @param among the rows to choose from, ascending by contact: those of past dates whose horizon is over
 */
export function peopleRows(
  { contact, unit, label, asOf }: Pick<Snapshots, 'contact' | 'unit' | 'label' | 'asOf'>,
  among: Int32Array,
  seed: number,
): PeopleRows {
  const isBetter = (row: number, than: number): boolean => {
    if (label[row] !== label[than]) return label[row] === 1;
    if (label[row] === 1) return asOf[row]! < asOf[than]!;
    return mix32(row, seed) < mix32(than, seed);
  };
  const chosen: number[] = [];
  for (const row of among) {
    const last = chosen.at(-1);
    if (last === undefined || contact[last] !== contact[row]) chosen.push(row);
    else if (isBetter(row, last)) chosen[chosen.length - 1] = row;
  }
  const rows = Int32Array.from(chosen);
  return { rows, won: Uint8Array.from(rows, (row) => label[row]!), ...clusterNumbers(take(unit, rows)) };
}
