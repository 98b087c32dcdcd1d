import type { Explanation } from '../explain/reason.ts';

/** Entries explained at a time: enough to spread the cost of a call, few enough to hold (1 MB at 60 features). */
const batchSize = 2048;

/** Entries at the head of a list from whose mean each entry is set apart. */
export const headOfList = 500;

/** Every entry with its explanation, in the order given, explained in batches as they are walked. */
export function* explainedRows(
  entries: Int32Array,
  explain: (entries: Int32Array) => readonly Explanation[],
): Generator<[entry: number, Explanation]> {
  for (let from = 0; from < entries.length; from += batchSize) {
    const batch = entries.subarray(from, from + batchSize);
    const explanations = explain(batch);
    for (let i = 0; i < batch.length; i++) yield [batch[i]!, explanations[i]!];
  }
}
