import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';

/**
 * The tally with Platt's targets in place of its labels: (N₊ + 1) / (N₊ + 2) for a positive, 1 / (N₋ + 2) for a negative.
 * No target is 0 or 1, so that a likelihood has a finite maximum even where margins separate the classes.
 */
export function smoothedTargets(tally: ScoreTally): ScoreTally {
  const rows = total(tally.rows);
  const positives = total(tally.positives);
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (rows - positives + 2);
  const targets = tally.positives.map((count, g) => count * high + (tally.rows[g]! - count) * low);
  return { ...tally, positives: targets };
}
