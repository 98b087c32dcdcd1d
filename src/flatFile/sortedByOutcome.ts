import { rankAuc } from '../numeric/rankAuc.ts';
import { tallyScores } from '../numeric/scoreTally.ts';

/** ROC AUC of the place in the file from which on the order tells the outcome; a convention. */
const told = 0.95;
/** Changes from one outcome to the other, as a share of those in random order, up to which the rows are in blocks of one outcome. */
const blocks = 0.05;
/** Changes expected in random order below which few of them may be chance. */
const fewestExpected = 20;

/**
 * Whether the rows are sorted, or laid in blocks, by their outcome: then their order is not that of time.
 *
 * @param label 0 or 1 per row. @param rows those with a label, in the order of the file.
 */
export function sortedByOutcome(label: Uint8Array, rows: Int32Array): boolean {
  const outcome = Uint8Array.from(rows, (row) => label[row]!);
  const rate = outcome.reduce((sum, y) => sum + y, 0) / rows.length;
  const expected = 2 * rows.length * rate * (1 - rate);
  if (!(expected >= fewestExpected)) return false;
  const changes = outcome.reduce((count, y, at) => count + Number(at > 0 && y !== outcome[at - 1]), 0);
  const auc = rankAuc(
    tallyScores(
      Float64Array.from(rows, (_, at) => at),
      outcome,
    ),
  );
  return changes <= blocks * expected || Math.max(auc, 1 - auc) >= told;
}
