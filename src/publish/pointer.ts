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
  const count = async (view: 'candidate' | 'account_candidate') => {
    const { rows } = await client.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM handraise.${view} WHERE program = $1`,
      [program],
    );
    return Number(rows[0]!.rows);
  };
  return { contacts: await count('candidate'), accounts: await count('account_candidate') };
}
