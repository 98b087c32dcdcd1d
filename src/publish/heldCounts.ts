import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { HeldBy, HeldCounts } from '../ranking/standing.ts';

/** Counts who is kept off the published list of a program. */
export async function heldCounts(handle: DatabaseHandle, program: string): Promise<HeldCounts> {
  const { rows } = await sql<{ held: HeldBy | null; people: string }>`
    SELECT held, count(*) AS people FROM handraise.candidate AS c, LATERAL (
      SELECT NULL::jsonb AS held WHERE jsonb_array_length(c.held_by) > 0
      UNION ALL SELECT DISTINCT value FROM jsonb_array_elements(c.held_by)
    ) AS kept WHERE c.program = ${program} GROUP BY held ORDER BY people DESC, held::text`
    .execute(handle.kysely)
    .catch((error: unknown) => {
      throw databaseFailure(error, 'counting who is kept off the list');
    });
  return {
    people: Number(rows.find(({ held }) => held === null)?.people ?? 0),
    by: rows.flatMap(({ held, people }) => (held === null ? [] : [{ held, people: Number(people) }])),
  };
}
