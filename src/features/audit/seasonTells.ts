import { argsort } from '../../numeric/order.ts';
import { take } from '../../numeric/take.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { isBeyondChance } from './association.ts';

const halfYear = (365.25 / 2) * microsecondsPerDay;
/** Levels with fewer rows are left aside: χ² asks for more. */
const fewestRows = 20;

/**
 * Whether the months tell something of the label beside the course of the years, beyond chance for any of so many columns: outcomes of
 * each month against the rate of the year around each row, for rows that have that whole year.
 *
 * @param instants per row, NaN where there is none
 * @param months per row
 */
export function seasonTells(
  {
    instants,
    months,
    label,
  }: { readonly instants: Float64Array; readonly months: Int32Array; readonly label: Uint8Array },
  rows: Int32Array,
  columns: number,
): boolean {
  const known = rows.filter((row) => !Number.isNaN(instants[row]));
  const sorted = take(known, argsort(take(instants, known)));
  if (sorted.length === 0) return false;
  const [first, last] = [instants[sorted[0]!]!, instants[sorted.at(-1)!]!];
  const observed = new Float64Array(12);
  const expected = new Float64Array(12);
  const variance = new Float64Array(12);
  const counts = new Float64Array(12);
  let [from, to, positives] = [0, 0, 0];
  for (const row of sorted) {
    const instant = instants[row]!;
    while (to < sorted.length && instants[sorted[to]!]! <= instant + halfYear) positives += label[sorted[to++]!]!;
    while (instants[sorted[from]!]! < instant - halfYear) positives -= label[sorted[from++]!]!;
    if (instant - halfYear < first || instant + halfYear > last) continue;
    const rate = positives / (to - from);
    const month = months[row]!;
    observed[month]! += label[row]!;
    expected[month]! += rate;
    variance[month]! += rate * (1 - rate);
    counts[month]!++;
  }
  let [chiSquared, freedom] = [0, 0];
  for (let month = 0; month < 12; month++) {
    if (counts[month]! < fewestRows || !(variance[month]! > 0)) continue;
    chiSquared += (observed[month]! - expected[month]!) ** 2 / variance[month]!;
    freedom++;
  }
  return freedom > 1 && isBeyondChance(chiSquared, freedom, columns);
}
