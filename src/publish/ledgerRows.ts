import type pg from 'pg';

/** A ledger and the stage of the run it belongs to, such as `snapshots`. */
export interface StageLedger {
  readonly name: string;
  readonly ledger: { readonly kept: number; readonly excluded: Readonly<Record<string, number>> };
}

/** Writes the ledgers of a run: one row per reason and one `kept`, so that a stage's rows add up to what was considered. */
export async function writeLedgers(
  client: pg.ClientBase,
  program: string,
  runId: string,
  ledgers: readonly StageLedger[],
): Promise<void> {
  const rows = ledgers.flatMap(({ name, ledger }) =>
    Object.entries({ kept: ledger.kept, ...ledger.excluded }).map(([reason, count]) => ({ name, reason, count })),
  );
  await client.query(
    `INSERT INTO handraise.ledger (program, run_id, stage, reason, rows)
     SELECT $1, $2, stage, reason, rows FROM unnest($3::text[], $4::text[], $5::bigint[]) AS l (stage, reason, rows)`,
    [program, runId, rows.map((row) => row.name), rows.map((row) => row.reason), rows.map((row) => row.count)],
  );
}
