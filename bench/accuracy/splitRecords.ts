import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';
import type { PublicTable, Records } from './publicTable.ts';

/** Rows of a table, ascending, by their position among its records without the header. */
export interface RecordSplit {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

const trainShare = 0.7;
/** Of the training rows in time, each split draws so many. */
const drawnShare = 0.8;

/**
 * Splits the rows of a table, 70 to 30.
 *
 * At random, rows that are equal but for their outcome on one side. Where rows are in the order of time, the last are tested on in every
 * split, rows of one date together, and a random 80% of those before are trained on.
 */
export function splitRecords(records: Records, { time, label }: PublicTable, seed: number): RecordSplit {
  const [header, ...rows] = records;
  const random = new Random(seed);
  if (time === undefined) {
    const outcome = header!.indexOf(label);
    const groups = [...Map.groupBy(rows.keys(), (row) => JSON.stringify(rows[row]!.toSpliced(outcome, 1))).values()];
    const train: number[] = [];
    const test: number[] = [];
    for (const at of permutation(groups.length, random))
      (train.length < trainShare * rows.length ? train : test).push(...groups[at]!);
    return { train: ascending(train), test: ascending(test) };
  }
  let cut = Math.round(trainShare * rows.length);
  if (time !== 'order') {
    const date = header!.indexOf(time.column);
    while (rows[cut]?.[date] === rows[cut - 1]![date]) cut++;
  }
  const drawn = permutation(cut, random).subarray(0, Math.round(drawnShare * cut));
  return { train: ascending(drawn), test: Int32Array.from({ length: rows.length - cut }, (_, at) => cut + at) };
}

function ascending(rows: Iterable<number>): Int32Array {
  return Int32Array.from(rows).sort();
}
