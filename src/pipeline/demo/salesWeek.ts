import type { DatabaseHandle } from '../../database/connection.ts';
import { inTransaction } from '../../database/transaction.ts';
import { demoEnd } from '../../demo/company.ts';
import { salesCalls, writeSalesCalls } from '../../demo/sales.ts';
import { type Instant, timestampText } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** Lets the demo's sales team work on the hand-offs of a scoring: some in time, some late, some never. */
export async function workWeek(
  { handle }: Pick<Workbench, 'handle'>,
  of: { readonly program: string; readonly asOf: Instant; readonly seed: number },
): Promise<void> {
  await inTransaction(handle, async (client) => {
    const { rows } = await client.query<{ contact_id: string }>(
      `SELECT contact_id FROM handraise.service_level
       WHERE program = $1 AND handed_over_at = $2 ORDER BY contact_id`,
      [of.program, timestampText(of.asOf)],
    );
    const handed = rows.map(({ contact_id }) => ({ contactId: contact_id, at: of.asOf }));
    await writeSalesCalls(
      client,
      salesCalls(handed, of.seed).filter(({ at }) => at < demoEnd),
    );
  });
}

/**
 * Forgets where the contacts of an earlier demo stood: this one's are others, under the same ids.
 *
 * The record of stages is only ever added to, but for the demo's, whose owner lifts the guard for it.
 */
export async function forgetStages(handle: DatabaseHandle, program: string): Promise<void> {
  await inTransaction(handle, async (client) => {
    const { rowCount } = await client.query('SELECT FROM handraise.stage_transition WHERE program = $1 LIMIT 1', [
      program,
    ]);
    if (rowCount === 0) return;
    await client.query('ALTER TABLE handraise.stage_transition DISABLE TRIGGER append_only');
    await client.query('DELETE FROM handraise.stage_transition WHERE program = $1', [program]);
    await client.query('ALTER TABLE handraise.stage_transition ENABLE ALWAYS TRIGGER append_only');
  });
}
