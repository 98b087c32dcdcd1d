import type pg from 'pg';
import type { Segments } from '../../config/segments.ts';

/** Writes the segments of a run and how many of its list are in each, in the caller's transaction. */
export async function writeSegments(
  client: pg.ClientBase,
  of: { readonly program: string; readonly runId: string },
  segments: Segments,
  contacts: Int32Array,
): Promise<void> {
  await client.query(
    `INSERT INTO handraise.segment (program, run_id, segment, place, title, nurture, contacts)
     SELECT $1, $2, segment, place, title, nurture, contacts
     FROM unnest($3::text[], $4::text[], $5::text[], $6::integer[]) WITH ORDINALITY AS s (segment, title, nurture, contacts, place)`,
    [
      ...[of.program, of.runId],
      segments.map(({ name }) => name),
      segments.map(({ name, title = name }) => title),
      segments.map(({ nurture }) => nurture),
      [...contacts],
    ],
  );
}
