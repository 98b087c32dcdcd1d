import { instantOf } from '../database/instantSql.ts';
import type { RankedContact, Reason } from '../ranking/ranking.ts';
import type { Instant } from '../time/instant.ts';
import { type StandingRow, standingOf } from './storedStanding.ts';

/** What of `handraise.candidate as c` makes up a ranked contact. */
export const contactColumns = [
  'c.rank',
  'c.contact_id',
  'c.contact_name',
  'c.title',
  'c.account_id',
  'c.account_name',
  'c.probability',
  'c.score',
  'c.tier',
  'c.margin',
  'c.base_margin',
  'c.reasons',
  instantOf('c.as_of').as('as_of'),
  instantOf('c.horizon_ends').as('horizon_ends'),
  ...(['c.position', 'c.held_by', 'c.stage', 'c.fit', 'c.grid', 'c.override', 'c.segment', 'c.next_question'] as const),
] as const;

interface CandidateRow extends StandingRow {
  readonly rank: number;
  readonly contact_id: string;
  readonly contact_name: string | null;
  readonly title: string | null;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly probability: number;
  readonly score: number;
  readonly tier: RankedContact['tier'];
  readonly margin: number;
  readonly base_margin: number;
  readonly reasons: unknown;
  readonly as_of: Instant;
  readonly horizon_ends: Instant;
}

/** A row of `handraise.candidate` in our words. */
export function contactOf(row: CandidateRow): RankedContact {
  return {
    rank: row.rank,
    contactId: row.contact_id,
    contactName: row.contact_name,
    title: row.title,
    accountId: row.account_id,
    accountName: row.account_name,
    unitId: row.account_id ?? row.contact_id,
    probability: row.probability,
    score: row.score,
    tier: row.tier,
    margin: row.margin,
    baseMargin: row.base_margin,
    reasons: row.reasons as readonly Reason[],
    asOf: row.as_of,
    horizonEnds: row.horizon_ends,
    standing: standingOf(row),
  };
}
