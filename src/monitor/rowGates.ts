import { gateNotice } from '../notice/notice.ts';
import type { Instant } from '../time/instant.ts';
import { isoOf } from '../time/instant.ts';
import type { Observed } from './observed.ts';
import { type Recount, recountsOf } from './recount.ts';
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

/** Whether the contacts of the runs before are still there. */
export function contactsGate({ recounts }: Pick<Observed, 'recounts'>): readonly ScoringFinding[] {
  const found = comparedWith('contacts', 'contacts', recounts, ({ rows }) => rows.contacts);
  return [found ?? gateNotice('contacts', 'no-comparison', false, {})];
}

/** Whether the rows of every other source but the events are. */
export function sourcesGate({ recounts }: Pick<Observed, 'recounts'>): readonly ScoringFinding[] {
  const found = sources.flatMap((of) => comparedWith('sources', of, recounts, ({ rows }) => rows[of]) ?? []);
  return found.length > 0 ? found : [gateNotice('sources', 'no-comparison', false, {})];
}

/** The first of the recounts that blocks, else the first; null where there is none. */
export function comparedWith(
  gate: 'contacts' | 'sources' | 'events',
  of: keyof SourceRows | 'events',
  recounts: readonly Recount[],
  count: (at: Recount['now']) => number,
): ScoringFinding | null {
  const compared = recountsOf(recounts, gate, of).map(({ earlier, now }) =>
    comparedRows(gate, of, earlier.asOf, count(earlier), count(now)),
  );
  return compared.find(({ blocked }) => blocked) ?? compared[0] ?? null;
}

/** Rows counted then and now, blocked where fewer or more of them are left than the bounds allow. */
function comparedRows(
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
