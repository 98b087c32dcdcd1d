import { type RawBuilder, sql } from 'kysely';

/** Digits of an id that is made: 128 bits, so that no two of any number of events collide. */
const idDigits = 32;

/**
 * Staged events with an id each: those without one get a digest of contact, kind, instant and value, and of which of
 * the equal rows of the file they are. Importing a file again makes the same ids, and events that really happened
 * twice stay two.
 *
 * @param staged what may follow FROM: staged events in the types of their table
 * @param has whether the file has a column
 * @param columns the columns staged, id aside
 */
export function withEventIds(
  staged: RawBuilder<unknown>,
  columns: readonly string[],
  has: (column: string) => boolean,
): RawBuilder<unknown> {
  const list = sql.join(columns.map((column) => sql.id(column)));
  const id = has('id') ? sql`id` : sql`NULL::text`;
  const value = has('value') ? sql`value` : sql`NULL::float8`;
  const order = has('ingested_at') ? sql`ingested_at, line` : sql`line`;
  // Bytes rather than texts, which depend on settings of the session; texts of Postgres hold no NUL, so it divides them.
  return sql`(
    SELECT line, ${list}, coalesce(given, left(encode(sha256(
        convert_to(contact_id, 'UTF8') || '\\x00' || convert_to(kind, 'UTF8') || '\\x00' || timestamptz_send(occurred_at)
        || int8send(ordinal) || coalesce(float8send(measured), '')
      ), 'hex'), ${sql.lit(idDigits)})) AS id
    FROM (
      SELECT line, ${list}, ${id} AS given, ${value} AS measured, row_number() OVER (
        PARTITION BY contact_id COLLATE "C", kind COLLATE "C", occurred_at, ${value}, ${id} IS NULL ORDER BY ${order}
      ) AS ordinal
      FROM ${staged}
    ) numbered
  ) identified`;
}
