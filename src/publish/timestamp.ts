import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Instant } from '../snapshot/population.ts';

/**
 * An instant as the text of a `timestamptz`, exact to the microsecond whatever the session's time zone.
 *
 * @example timestampText(1_767_225_600_000_001) // '2026-01-01T00:00:00.000001Z'
 */
export function timestampText(instant: Instant): string {
  const milliseconds = Math.floor(instant / 1000);
  const rest = String(instant - milliseconds * 1000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}

/** A `timestamptz` column as an instant, exact to the microsecond, which a Date is not. */
export function instantOf(column: string): RawBuilder<Instant> {
  return sql<Instant>`(extract(epoch from ${sql.ref(column)}) * 1000000)::float8`;
}
