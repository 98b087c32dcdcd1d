import type pg from 'pg';

/** Makes a run the one that readers of a program see once the transaction commits. */
export async function movePointer(client: pg.ClientBase, program: string, runId: string): Promise<void> {
  await client.query(
    `INSERT INTO handraise.published (program, run_id) VALUES ($1, $2)
     ON CONFLICT (program) DO UPDATE SET run_id = excluded.run_id, published_at = clock_timestamp()`,
    [program, runId],
  );
}

/** Counts what readers of the views would see if the transaction committed now. */
export async function visibleRows(
  client: pg.ClientBase,
  program: string,
): Promise<{ contacts: number; accounts: number }> {
  const { rows } = await client.query<{ contacts: string; accounts: string }>(
    `SELECT (SELECT count(*) FROM handraise.candidate WHERE program = $1) AS contacts,
            (SELECT count(*) FROM handraise.account_candidate WHERE program = $1) AS accounts`,
    [program],
  );
  return { contacts: Number(rows[0]!.contacts), accounts: Number(rows[0]!.accounts) };
}
