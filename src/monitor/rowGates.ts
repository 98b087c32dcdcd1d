import { gateNotice } from '../notice/notice.ts';
import type { Instant } from '../time/instant.ts';
import { isoOf } from '../time/instant.ts';
import type { Observed } from './observed.ts';
import type { Bounds, ScoringFinding } from './scoringFinding.ts';
import type { SourceRows } from './sourceRows.ts';

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
  if (!recounted) return [gateNotice('contacts', 'no-comparison', false, {})];
  const { earlier, now } = recounted;
  return [comparedRows('contacts', 'contacts', earlier.asOf, earlier.rows.contacts, now.rows.contacts)];
}

/** Whether the rows of every other source but the events are. */
export function sourcesGate({ recounted }: Pick<Observed, 'recounted'>): readonly ScoringFinding[] {
  if (!recounted) return [gateNotice('sources', 'no-comparison', false, {})];
  const { earlier, now } = recounted;
  return sources.map((of) => comparedRows('sources', of, earlier.asOf, earlier.rows[of], now.rows[of]));
}

/** Rows counted then and now, blocked where fewer or more of them are left than the bounds allow. */
export function comparedRows(
  gate: 'contacts' | 'sources' | 'events',
  of: keyof SourceRows | 'events',
  before: Instant,
  was: number,
  now: number,
): ScoringFinding {
  const enough = Math.max(was, now) >= fewestRows;
  const emptied = now === 0 && was >= fewestEmptied;
  const blocked =
    emptied || (enough && (now < pastBounds.least * was || now > pastBounds.most * Math.max(was, fewestRows)));
  const instant = isoOf(before);
  return gateNotice(gate, 'rows-recounted', blocked, { of, before: instant, was, now, bounds: pastBounds });
}
