import type { Bounds, ScoringFinding } from './scoringFinding.ts';
import type { Observed } from './scoringGates.ts';

/**
 * What may become of rows of the past from one run to the next: erasures and clean-ups take some, late arrivals and merged records
 * add some. A quarter gone, or half as many again, is neither.
 */
export const pastBounds: Bounds = { least: 0.75, most: 1.5 };

/** Below so many rows a few that are removed, or added, change the whole. */
export const fewestRows = 20;

/** All of so many are hardly removed one by one: a table was emptied. */
const fewestEmptied = 5;

const sources = ['accounts', 'outcomes', 'opportunities', 'suppressions'] as const;

/** Whether the contacts of the run before are still there. */
export function contactsGate({ recounted }: Pick<Observed, 'recounted'>): readonly ScoringFinding[] {
  if (!recounted) return [{ gate: 'contacts', what: 'nothing to compare with', held: false }];
  const { earlier, now } = recounted;
  return [{ gate: 'contacts', what: 'rows', ...comparedRows(earlier.asOf, earlier.rows.contacts, now.rows.contacts) }];
}

/** Whether the rows of every other source but the events are. */
export function sourcesGate({ recounted }: Pick<Observed, 'recounted'>): readonly ScoringFinding[] {
  if (!recounted) return [{ gate: 'sources', what: 'nothing to compare with', held: false }];
  const { earlier, now } = recounted;
  return sources.map((of) => ({
    gate: 'sources',
    what: 'rows',
    of,
    ...comparedRows(earlier.asOf, earlier.rows[of], now.rows[of]),
  }));
}

/** Rows counted then and now, held where fewer or more of them are left than the bounds allow. */
export function comparedRows(before: number, was: number, now: number) {
  const enough = Math.max(was, now) >= fewestRows;
  const emptied = now === 0 && was >= fewestEmptied;
  const held =
    emptied || (enough && (now < pastBounds.least * was || now > pastBounds.most * Math.max(was, fewestRows)));
  return { held, before, was, now, bounds: pastBounds };
}
