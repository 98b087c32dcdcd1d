import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { isProgramLocked } from '../database/lock.ts';
import type { Instant } from '../time/instant.ts';
import { diedUnrecorded } from './runs.ts';

/** A run as its row and its ledger tell it. */
export interface RecordedRun {
  readonly runId: string;
  readonly kind: 'train' | 'score' | 'recalibrate';
  readonly status: 'running' | 'done' | 'failed' | 'abandoned';
  readonly startedAt: Instant;
  readonly modelId: string | null;
  readonly failure: string | null;
  /**
   * What became of its ranking: `published` is what readers see, `kept` can be put back, `removed` was given up to make
   * room; null for a run that ranked nobody.
   */
  readonly ranking: 'published' | 'kept' | 'removed' | null;
  /** Contacts that it ranked; null for a run that ranked nobody. */
  readonly contacts: number | null;
}

/**
 * Runs of a program, the newest first. One whose row says that it is running while nobody holds the program's lock has died, and is
 * abandoned, though no later run has recorded it yet.
 *
 * @param limit the newest so many; by default all.
 */
export async function listRuns(
  handle: DatabaseHandle,
  program: string,
  limit?: number,
): Promise<readonly RecordedRun[]> {
  const runs = handle.kysely
    .selectFrom('handraise.run as r')
    .leftJoin('handraise.published as p', (join) =>
      join.onRef('p.program', '=', 'r.program').onRef('p.run_id', '=', 'r.run_id'),
    )
    .leftJoin('handraise.ledger as l', (join) =>
      join
        .onRef('l.program', '=', 'r.program')
        .onRef('l.run_id', '=', 'r.run_id')
        .on('l.stage', '=', 'score')
        .on('l.reason', '=', 'kept'),
    )
    .select(['r.run_id', 'r.kind', 'r.status', 'r.started_at', 'r.model_id', 'r.failure', 'l.rows'])
    .select(
      sql<RecordedRun['ranking']>`CASE WHEN r.kind <> 'score' OR r.status <> 'done' THEN NULL
        WHEN p.run_id IS NOT NULL THEN 'published' WHEN r.ranking_removed_at IS NULL THEN 'kept' ELSE 'removed' END`.as(
        'ranking',
      ),
    )
    .where('r.program', '=', program)
    .orderBy('r.started_at', 'desc')
    .orderBy('r.run_id', 'desc');
  const read = () =>
    (limit === undefined ? runs : runs.limit(limit)).execute().catch((error: unknown) => {
      throw databaseFailure(error, 'reading the runs');
    });
  let rows = await read();
  const running = rows.filter((row) => row.status === 'running').map((row) => row.run_id);
  const dead = running.length > 0 && !(await isProgramLocked(handle, program));
  // One that has ended meanwhile has let go of the lock, too.
  if (dead) rows = await read();
  return rows.map((row) => ({
    runId: row.run_id,
    kind: row.kind,
    ...(dead && row.status === 'running' && running.includes(row.run_id)
      ? ({ status: 'abandoned', failure: diedUnrecorded } as const)
      : { status: row.status, failure: row.failure }),
    startedAt: row.started_at.getTime() * 1000,
    modelId: row.model_id,
    ranking: row.ranking,
    contacts: row.ranking === null || row.rows === null ? null : Number(row.rows),
  }));
}
