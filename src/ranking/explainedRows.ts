import type { Explain, Explanation } from '../explain/reason.ts';

/** Rows explained at a time: enough to spread the cost of a call, few enough to hold (1 MB at 60 features). */
const batchSize = 2048;

/** Every row with its explanation, in the order given, explained in batches as they are walked. */
export function* explainedRows(rows: Int32Array, explain: Explain): Generator<[row: number, Explanation]> {
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = rows.subarray(from, from + batchSize);
    const explanations = explain(batch);
    for (let i = 0; i < batch.length; i++) yield [batch[i]!, explanations[i]!];
  }
}
