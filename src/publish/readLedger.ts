import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { type ExclusionReason, exclusionReasons, type Ledger } from '../snapshot/ledger.ts';

/** The ledger of one stage of a run, as `writeLedgers` left it. */
export async function readLedger(
  handle: DatabaseHandle,
  program: string,
  runId: string,
  stage: string,
): Promise<Ledger> {
  const rows = await handle.kysely
    .selectFrom('handraise.ledger')
    .select(['reason', 'rows'])
    .where('program', '=', program)
    .where('run_id', '=', runId)
    .where('stage', '=', stage)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the ledger');
    });
  const counts = new Map(rows.map((row) => [row.reason, Number(row.rows)]));
  const reasons = Object.keys(exclusionReasons) as ExclusionReason[];
  return {
    considered: [...counts.values()].reduce((sum, count) => sum + count, 0),
    kept: counts.get('kept') ?? 0,
    excluded: Object.fromEntries(
      reasons.flatMap((reason) => (counts.has(reason) ? [[reason, counts.get(reason)]] : [])),
    ),
  };
}
