import type { SweepShape } from './sweepShape.ts';
import type { Traces } from './traces.ts';

/** The rows of some contacts: of those from `contact` to before `end`, the `rows` rows from `firstRow` on. */
export interface RowsOfBlock {
  readonly contact: number;
  readonly end: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** Reads the traces of each contact that has rows in a block, and hands over each of its rows, counted within the block, with its as-of instant. */
export function gatherRows(
  { contact, end, firstRow, rows }: RowsOfBlock,
  { snapshots }: Pick<SweepShape, 'snapshots'>,
  traces: Traces,
  gather: (row: number, asOf: number) => void,
): void {
  let row = 0;
  for (let person = contact; person < end; person++) {
    const first = row;
    while (row < rows && snapshots.contact[firstRow + row] === person) row++;
    if (row === first) continue;
    traces.read(person);
    for (let own = first; own < row; own++) gather(own, snapshots.asOf[firstRow + own]!);
  }
}
