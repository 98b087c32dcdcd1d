import { microsecondsPerDay } from '../../time/instant.ts';
import type { SweepShape } from './sweepShape.ts';

/**
 * The as-of instants that an event of a contact may be seen from.
 *
 * Where there are few, all contacts share one list. Else each contact has that of its account's points, or of its own rows.
 */
export interface CutoffLists {
  /** Ascending within each list. */
  readonly cutoffs: Float64Array;
  /** Where the list of each contact begins and ends; null where it is shared. */
  readonly start: Int32Array | null;
  readonly end: Int32Array | null;
  /** Ascending instants between which no window and no day of a shared cutoff ends; empty where there are none to go by. */
  readonly boundaries: Float64Array;
}

/** With more distinct as-of instants every contact has a list of its own. */
export const mostSharedCutoffs = 1000;

/** What an interval's number has room for in a cell's key. */
const mostBoundaries = 65_535;

/** Gathers the cutoffs of all contacts. */
export function cutoffLists(shape: SweepShape): CutoffLists {
  const distinct = distinctUpTo(shape.snapshots, mostSharedCutoffs);
  if (distinct === null) return listsOfContacts(shape);
  const boundaries = boundariesOf(distinct, shape);
  return {
    cutoffs: distinct,
    start: null,
    end: null,
    boundaries: boundaries.length <= mostBoundaries ? boundaries : new Float64Array(0),
  };
}

/** Cutoffs of the longest list, at least one. */
export function longestList({ cutoffs, start, end }: Pick<CutoffLists, 'cutoffs' | 'start' | 'end'>): number {
  if (!start || !end) return Math.max(cutoffs.length, 1);
  return start.reduce((most, from, contact) => Math.max(most, end[contact]! - from), 1);
}

/** Distinct as-of instants, ascending; null when there are more than so many. */
export function distinctUpTo({ rows, asOf }: SweepShape['snapshots'], limit: number): Float64Array | null {
  const found: number[] = [];
  const positionOf = new Map<number, number>();
  let at = -1;
  for (let row = 0; row < rows; row++) {
    const instant = asOf[row]!;
    // Contacts mostly have the same dates, one after the other.
    at = at + 1 < found.length ? at + 1 : 0;
    if (found[at] === instant) continue;
    const known = positionOf.get(instant);
    if (known === undefined && found.length === limit) return null;
    at = known ?? found.length;
    if (known !== undefined) continue;
    positionOf.set(instant, at);
    found.push(instant);
  }
  return Float64Array.from(found).sort();
}

function boundariesOf(cutoffs: Float64Array, { lookback, folds }: SweepShape): Float64Array {
  const found = new Set<number>();
  const longest = lookback.spans.at(-1)!;
  for (const cutoff of cutoffs) {
    for (const span of lookback.spans) found.add(cutoff - span);
    if (folds.has('days'))
      for (let age = microsecondsPerDay; age < longest; age += microsecondsPerDay) found.add(cutoff - age);
  }
  return Float64Array.from(found).sort();
}

function listsOfContacts({ snapshots, contacts, points, folds }: SweepShape): CutoffLists {
  const people = contacts.ids.length;
  const start = new Int32Array(people);
  const end = new Int32Array(people);
  const cutoffs = new Float64Array(points.asOf.length + snapshots.rows);
  cutoffs.set(points.asOf);
  let used = points.asOf.length;
  let row = 0;
  for (let contact = 0; contact < people; contact++) {
    const account = contacts.account[contact]!;
    const first = row;
    while (row < snapshots.rows && snapshots.contact[row] === contact) row++;
    if (account >= 0 && folds.has('account')) {
      start[contact] = points.start[account]!;
      end[contact] = points.start[account + 1]!;
      continue;
    }
    start[contact] = used;
    for (let own = first; own < row; own++) cutoffs[used++] = snapshots.asOf[own]!;
    end[contact] = used;
  }
  return { cutoffs: cutoffs.subarray(0, used), start, end, boundaries: new Float64Array(0) };
}
