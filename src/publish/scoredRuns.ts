import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import type { Tier } from '../ranking/tier.ts';
import type { Instant } from '../time/instant.ts';

/** A scoring that readers saw. */
export interface ScoredRun {
  readonly runId: string;
  readonly modelId: string;
  readonly asOf: Instant;
  /** When the last horizon of its contacts ends; null where its ranking was removed. */
  readonly horizonEnds: Instant | null;
}

/** Every scoring of a program that was published, the newest first. */
export async function scoredRuns(handle: DatabaseHandle, program: string): Promise<readonly ScoredRun[]> {
  const rows = await handle.kysely
    .selectFrom('handraise.run as r')
    .select(['r.run_id', 'r.model_id', instantOf('r.as_of').as('as_of')])
    .select(
      sql<string | null>`CASE WHEN r.ranking_removed_at IS NULL THEN
        (SELECT round(extract(epoch FROM max(c.horizon_ends)) * 1000000)::text FROM handraise.ranked_contact c
         WHERE c.program = r.program AND c.run_id = r.run_id) END`.as('horizon_ends'),
    )
    .where('r.program', '=', program)
    .where('r.kind', '=', 'score')
    .where('r.status', '=', 'done')
    .where('r.as_of', 'is not', null)
    .orderBy('r.as_of', 'desc')
    .orderBy('r.started_at', 'desc')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published runs');
    });
  return rows.map((row) => ({
    runId: row.run_id,
    modelId: row.model_id ?? '',
    asOf: row.as_of,
    horizonEnds: row.horizon_ends === null ? null : Number(row.horizon_ends),
  }));
}

/** A contact as a run ranked it. */
export interface RankedThen {
  readonly contactId: string;
  readonly probability: number;
  readonly tier: Tier;
  /** Whether it was on the list that is worked, and not held off it. */
  readonly worked: boolean;
  readonly stage: string | null;
  readonly grid: string | null;
  readonly segment: string | null;
  readonly asOf: Instant;
  readonly horizonEnds: Instant;
}

/** Rows read at a time. */
const batch = 20_000;

/** What a run ranked, by rank, some thousands at a time. */
export async function* rankedThen(
  handle: DatabaseHandle,
  program: string,
  runId: string,
): AsyncGenerator<readonly RankedThen[]> {
  for (let after = 0; ; ) {
    const rows = await handle.kysely
      .selectFrom('handraise.ranked_contact as c')
      .select(['c.contact_id', 'c.probability', 'c.tier', 'c.held_by', 'c.stage', 'c.grid', 'c.segment', 'c.rank'])
      .select([instantOf('c.as_of').as('as_of'), instantOf('c.horizon_ends').as('horizon_ends')])
      .where('c.program', '=', program)
      .where('c.run_id', '=', runId)
      .where('c.rank', '>', after)
      .orderBy('c.rank')
      .limit(batch)
      .execute()
      .catch((error: unknown) => {
        throw databaseFailure(error, 'reading a published ranking');
      });
    if (rows.length > 0)
      yield rows.map((row) => ({
        ...{ contactId: row.contact_id, probability: row.probability, tier: row.tier, worked: row.held_by === null },
        ...{ stage: row.stage, grid: row.grid, segment: row.segment, asOf: row.as_of, horizonEnds: row.horizon_ends },
      }));
    if (rows.length < batch) return;
    after = rows.at(-1)!.rank;
  }
}
