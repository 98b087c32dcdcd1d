import type { Dataset } from '../../src/model/estimator.ts';
import { Random } from '../../src/numeric/random.ts';
import { takeRows } from '../../src/table/table.ts';

/** What a learner is fitted on and judged by. */
export interface TrainTest {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** A random `share` of the rows to train on, the rest to test on. */
export function split(data: Dataset, share: number, seed: number): TrainTest {
  const order = shuffled(data.table.rows, new Random(seed));
  const cut = Math.round(share * order.length);
  return { train: rowsOf(data, order.subarray(0, cut)), test: rowsOf(data, order.subarray(cut)) };
}

function rowsOf({ table, label }: Dataset, rows: Int32Array): Dataset {
  return { table: takeRows(table, rows), label: Uint8Array.from(rows, (row) => label[row]!) };
}

/** Fisher and Yates's shuffle. */
function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}
