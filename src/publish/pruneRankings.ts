import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { withProgramLock } from '../database/lock.ts';
import { type Right, requireRights } from '../database/rights.ts';
import { inTransaction } from '../database/transaction.ts';

/** Rankings that are there no more, and those that still are. */
export interface Pruning {
  /** Runs whose rankings were removed, the oldest first: none of them can be put back any more. */
  readonly removed: readonly string[];
  /** Runs whose rankings can be put back, the oldest first; the published one is not among them. */
  readonly kept: readonly string[];
  /** The run that readers see; null where nothing was published. */
  readonly published: string | null;
  /** Rows removed, of contacts and of accounts. */
  readonly rows: number;
}

/**
 * Removes the ranked rows of a program's older runs: all but the published one and the newest others.
 *
 * The runs themselves, their ledgers and what they published to whom stay on record; only their rankings go, and the run says so.
 *
 * @param keep how many rankings beside the published one stay, to be put back.
 * @throws HandraiseError `permission`, with the missing GRANT; `busy` while a run of the program is active.
 */
export async function pruneRankings(handle: DatabaseHandle, program: string, keep: number): Promise<Pruning> {
  await requireRights(handle, 'removing rankings', needed);
  return withProgramLock(handle, program, () => inTransaction(handle, (client) => pruneIn(client, program, keep)));
}

const needed: readonly Right[] = [
  { table: 'run', may: 'UPDATE' },
  { table: 'published', may: 'UPDATE' },
  { table: 'ranked_contact', may: 'DELETE' },
  { table: 'ranked_account', may: 'DELETE' },
  { table: 'margin_change', may: 'DELETE' },
  { table: 'gone_contact', may: 'DELETE' },
  { table: 'ranked_evidence', may: 'DELETE' },
];

async function pruneIn(client: pg.ClientBase, program: string, keep: number): Promise<Pruning> {
  // Locked, so that no run that is about to go is put back meanwhile.
  const pointer = await client.query<{ run_id: string }>(
    'SELECT run_id FROM handraise.published WHERE program = $1 FOR UPDATE',
    [program],
  );
  const published = pointer.rows[0]?.run_id ?? null;
  const { rows } = await client.query<{ run_id: string }>(
    `SELECT run_id FROM handraise.run
     WHERE program = $1 AND kind = 'score' AND status = 'done' AND ranking_removed_at IS NULL AND run_id IS DISTINCT FROM $2
     ORDER BY started_at, run_id`,
    [program, published],
  );
  const others = rows.map((row) => row.run_id);
  const removed = others.slice(0, Math.max(0, others.length - keep));
  const kept = others.slice(removed.length);
  if (removed.length === 0) return { removed, kept, published, rows: 0 };
  await client.query(
    'UPDATE handraise.run SET ranking_removed_at = clock_timestamp() WHERE program = $1 AND run_id = ANY ($2)',
    [program, removed],
  );
  let count = 0;
  for (const table of ['ranked_contact', 'ranked_account']) {
    const deleted = await client.query(`DELETE FROM handraise.${table} WHERE program = $1 AND run_id = ANY ($2)`, [
      program,
      removed,
    ]);
    count += deleted.rowCount ?? 0;
  }
  await client.query('DELETE FROM handraise.ranked_evidence WHERE program = $1 AND run_id = ANY ($2)', [
    program,
    removed,
  ]);
  for (const table of ['margin_change', 'gone_contact'])
    await client.query(`DELETE FROM handraise.${table} WHERE program = $1 AND run_id = ANY ($2)`, [program, removed]);
  return { removed, kept, published, rows: count };
}
