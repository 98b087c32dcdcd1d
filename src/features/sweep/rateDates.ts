import type { Snapshots } from '../../snapshot/snapshots.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { distinctUpTo, mostSharedCutoffs } from './cutoffLists.ts';

const week = 7 * microsecondsPerDay;

/** A Monday, 00:00 UTC. */
const monday = Date.UTC(1970, 0, 5) * 1000;

/**
 * The dates at which past rates are known, ascending: the as-of dates of the rows; where these are very many, the Mondays from the one before
 * the first of them on, which no row decides.
 */
export function rateDates(snapshots: Pick<Snapshots, 'rows' | 'contact' | 'asOf'>): Float64Array {
  const distinct = distinctUpTo(snapshots, mostSharedCutoffs);
  if (distinct !== null) return distinct;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const asOf of snapshots.asOf) {
    if (asOf < first) first = asOf;
    if (asOf > last) last = asOf;
  }
  const from = Math.floor((first - monday) / week);
  const to = Math.floor((last - monday) / week);
  return Float64Array.from({ length: to - from + 1 }, (_, i) => monday + (from + i) * week);
}
