import { denseRank } from '../numeric/denseRank.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkScores } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './evaluation.ts';

/**
 * Share of positives among the chosen rows over that among all rows, with its bootstrap interval clustered by unit; the choice is
 * held fixed.
 *
 * @param chosen 1 for a chosen row, else 0.
 * @throws HandraiseError `data`, see `checkScores`.
 */
export function liftOfChosen(
  { label, chosen, unit }: { readonly label: Uint8Array; readonly chosen: Uint8Array; readonly unit: Int32Array },
  options: BootstrapOptions,
): Estimate {
  checkScores(Float64Array.from(chosen), label);
  checkLength('units', unit, Float64Array.from(chosen));
  const { rank, count } = denseRank(unit);
  const sums = Array.from({ length: 4 }, () => new Float64Array(count));
  const [rows, positives, chosenRows, chosenPositives] = sums as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (const [row, u] of rank.entries()) {
    rows[u] = rows[u]! + 1;
    positives[u] = positives[u]! + label[row]!;
    chosenRows[u] = chosenRows[u]! + chosen[row]!;
    chosenPositives[u] = chosenPositives[u]! + chosen[row]! * label[row]!;
  }
  const lift = (copies: Float64Array): number => {
    const [n, p, k, found] = sums.map((values) => values.reduce((sum, value, u) => sum + copies[u]! * value, 0));
    return found! / k! / (p! / n!);
  };
  const [interval] = bootstrapIntervals(count, (copies) => [lift(copies)], options);
  return estimate(lift(new Float64Array(count).fill(1)), interval!);
}
