import type pg from 'pg';
import { copyIn } from '../database/copyIn.ts';
import type { ChangeParts, GoneReason } from '../ranking/change.ts';

/** Of what the margin of a contact changed. */
export interface MarginChange extends ChangeParts {
  readonly contactId: string;
  readonly unitId: string;
}

/** Changes against the ranking of a run. */
export interface MarginChanges {
  readonly previousRunId: string;
  readonly contacts: readonly MarginChange[];
}

const changeColumns = ['unit_id', 'program', 'run_id', 'contact_id', 'activity', 'ageing', 'profile', 'model'];

/**
 * Writes what `handraise.rank_change` tells beyond the two rankings: who is gone and why, and the parts of changes of margin. Changes against a
 * ranking that is not the published one any more are left out.
 *
 * @returns the run that readers see so far; null for the first.
 */
export async function writeRankChanges(
  client: pg.ClientBase,
  of: {
    readonly program: string;
    readonly runId: string;
    readonly goneReason?: ((contactId: string) => GoneReason) | undefined;
    readonly marginChanges?: MarginChanges | undefined;
  },
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { program, runId, goneReason = () => 'not in the data', marginChanges } = of;
  const pointer = await client.query<{ run_id: string }>('SELECT run_id FROM handraise.published WHERE program = $1', [
    program,
  ]);
  const previous = pointer.rows[0]?.run_id;
  if (previous === undefined) return null;
  await writeGone(client, { program, runId, previous, goneReason });
  if (marginChanges?.previousRunId === previous)
    await copyIn(
      client,
      { schema: 'handraise', table: 'margin_change', columns: changeColumns },
      function* (write) {
        for (const change of marginChanges.contacts) {
          for (const text of [change.unitId, program, runId, change.contactId]) write.text(text);
          for (const part of [change.activity, change.ageing, change.profile, change.model]) write.float(part);
          yield;
        }
      },
      signal,
    );
  return previous;
}

async function writeGone(
  client: pg.ClientBase,
  of: {
    readonly program: string;
    readonly runId: string;
    readonly previous: string;
    readonly goneReason: (contactId: string) => GoneReason;
  },
): Promise<void> {
  // Sets are compared by hashing: the rows just written have no statistics yet, by which a join could be planned as a loop.
  const { rows } = await client.query<{ contact_id: string }>(
    `SELECT contact_id FROM handraise.ranked_contact WHERE program = $1 AND run_id = $2
     EXCEPT SELECT contact_id FROM handraise.ranked_contact WHERE program = $1 AND run_id = $3`,
    [of.program, of.previous, of.runId],
  );
  const ids = rows.map((row) => row.contact_id);
  if (ids.length === 0) return;
  await client.query(
    `INSERT INTO handraise.gone_contact (unit_id, program, run_id, contact_id, reason)
     SELECT c.unit_id, c.program, $3, c.contact_id, g.reason
     FROM handraise.ranked_contact c JOIN unnest($4::text[], $5::text[]) AS g (contact_id, reason) ON g.contact_id = c.contact_id
     WHERE c.program = $1 AND c.run_id = $2`,
    [of.program, of.previous, of.runId, ids, ids.map(of.goneReason)],
  );
}
